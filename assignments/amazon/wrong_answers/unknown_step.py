"""
misconception: A condition names a step that there is not.
fails: [patch]
message: "step may be lead"
"""

# %% task="patch"
patch = [{"if": {"step": "jail"}, "then": "no"}]
