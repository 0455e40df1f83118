"""
misconception: What came out later was held back.
fails: [untold]
message: "learnt after the day"
"""

# %% task="untold"
def untold(known, told, day):
    return sorted((fact for fact in known if fact not in told), key=known.get)
