"""
misconception: What was learnt last stands in front.
fails: [untold]
message: "those learnt first in front"
"""

# %% task="untold"
def untold(known, told, day):
    return sorted((fact for fact, learnt in known.items() if learnt <= day and fact not in told), key=known.get, reverse=True)
