"""
misconception: There is a row for each actor.
fails: [mend]
message: "at most 6 rows"
"""

# %% task="mend"
mended = [{"if": {"who": who, "other_evidence": False}, "then": "no"} for who in ("police department", "federal agency", "state agency", "contractor",
          "reseller", "charity", "company")]
