"""
misconception: The patch stays as it was, though an attack gets through it.
fails: [mend]
message: "It does not stop this use"
"""

# %% task="mend"
mended = [{"if": {"by_police": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"}]
