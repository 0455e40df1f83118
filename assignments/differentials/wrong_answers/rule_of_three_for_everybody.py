"""
misconception: The rule of three is used for groups with errors too.
fails: [small]
message: "The rule of three is for groups without an error"
"""

# %% task="small"
def not_shown(groups, limit):
    return sorted(n for n, g in groups.items() if max(g["high"], 3 / g["people"]) >= limit)
