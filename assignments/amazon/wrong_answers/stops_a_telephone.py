"""
misconception: The patch stops everything.
fails: [patch]
message: "A person unlocks a telephone"
"""

# %% task="patch"
patch = [{"if": {}, "then": "no"}]
