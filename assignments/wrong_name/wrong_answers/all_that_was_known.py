"""
misconception: Everything that was known is on the list, told or not.
fails: [untold]
message: "What was told was not held back"
"""

# %% task="untold"
def untold(known, told, day):
    return sorted((fact for fact, learnt in known.items() if learnt <= day), key=known.get)
