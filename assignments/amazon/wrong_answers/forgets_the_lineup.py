"""
misconception: The other actors are closed, and the lineup is open.
fails: [mend]
message: "It does not stop this use"
"""

# %% task="mend"
mended = [{"if": {"by_government": True, "step": "arrest", "other_evidence": False}, "then": "no"}]
