"""
misconception: Every arrest is stopped, also one with other evidence; and so is what was never a search.
fails: [mend]
message: "It does not stop this use"
"""

# %% task="mend"
mended = [{"if": {"step": "arrest"}, "then": "no"}]
