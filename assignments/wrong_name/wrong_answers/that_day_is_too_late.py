"""
misconception: What was learnt on the day of the request was not known yet.
fails: [untold]
message: "on the day of the request was known"
"""

# %% task="untold"
def untold(known, told, day):
    return sorted((fact for fact, learnt in known.items() if learnt < day and fact not in told), key=known.get)
