"""
misconception: The patch says what the clause says already.
fails: [patch]
message: "It does not stop this use"
"""

# %% task="patch"
patch = [{"if": {"who": "police department", "step": "arrest", "other_evidence": False}, "then": "no"}]
