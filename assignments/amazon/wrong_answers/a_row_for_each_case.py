"""
misconception: There are more rows than anybody can keep.
fails: [patch]
message: "at most 6 rows"
"""

# %% task="patch"
patch = [{"if": {"who": who, "step": "arrest after a lineup", "other_evidence": False}, "then": "no"}
         for who in ("police department", "sheriff's office", "state police", "campus police", "federal agency", "state agency", "contractor")]
