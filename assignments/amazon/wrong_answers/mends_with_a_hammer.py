"""
misconception: The patch now stops everything.
fails: [mend]
message: "A person unlocks a telephone"
"""

# %% task="mend"
mended = [{"if": {}, "then": "no"}]
