"""
misconception: The patch forbids whatever compares faces.
fails: [patch]
message: "that nobody meant"
"""

# %% task="patch"
patch = [{"if": {"recognises": True}, "then": "no"}]
