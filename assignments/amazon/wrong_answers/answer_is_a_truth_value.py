"""
misconception: The answer of a row is a truth value.
fails: [patch]
message: "then may be yes or no"
"""

# %% task="patch"
patch = [{"if": {"step": "arrest"}, "then": False}]
