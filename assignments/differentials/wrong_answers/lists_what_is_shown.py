"""
misconception: The groups for which the promise is shown are listed.
fails: [small]
message: "The others are asked for"
"""

# %% task="small"
def not_shown(groups, limit):
    upper = {name: one["high"] if one["errors"] else min(1, 3 / one["people"]) for name, one in groups.items()}
    return sorted(name for name in groups if upper[name] < limit)
