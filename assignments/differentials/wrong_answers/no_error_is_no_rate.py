"""
misconception: No error seen is read as a rate of 0, however few people were tested.
fails: [small]
message: "No error seen among few people is not a low"
"""

# %% task="small"
def not_shown(groups, limit):
    return sorted(name for name, seen in groups.items() if seen["high"] >= limit)
