"""
misconception: The dict has its facts in the order in which they were learnt.
fails: [untold]
message: "those learnt first in front"
"""

# %% task="untold"
def untold(known, told, day):
    return [fact for fact, learnt in known.items() if learnt <= day and fact not in told]
