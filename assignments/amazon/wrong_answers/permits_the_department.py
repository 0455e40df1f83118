"""
misconception: A row lets through what the clause stopped.
fails: [mend]
message: "let"
"""

# %% task="mend"
mended = [{"if": {"who": "police department", "step": "arrest", "other_evidence": False}, "then": "yes"},
          {"if": {"by_government": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"},
          {"if": {"for_police": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"}]
