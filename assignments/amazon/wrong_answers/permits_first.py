"""
misconception: A row that permits comes before the rows that forbid.
fails: [patch]
message: "let"
"""

# %% task="patch"
patch = [{"if": {"who": "police department", "step": "arrest"}, "then": "yes"}, {"if": {"by_police": True, "step": ["arrest", "arrest after a lineup"], "other_evidence": False}, "then": "no"}]
