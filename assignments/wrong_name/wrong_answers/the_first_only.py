"""
misconception: One fact that was held back is enough.
fails: [untold]
message: "Everything that was known by then"
"""

# %% task="untold"
def untold(known, told, day):
    return sorted((fact for fact, learnt in known.items() if learnt <= day and fact not in told), key=known.get)[:1]
