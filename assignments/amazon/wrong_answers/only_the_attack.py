"""
misconception: Only what was shown is closed, and its twins stay open.
fails: [mend]
message: "More than half"
"""

# %% task="mend"
mended = [{"if": {"who": ["police department", "federal agency"], "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"}]
