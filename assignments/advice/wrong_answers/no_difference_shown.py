"""
misconception: A difference that was not shown is taken for none.
fails: [sentences]
message: "s5: which differences lie in the interval"
"""

# %% task="sentences"
_year = SEARCHES * SHEET["names"]
shows = {
    "s1": "shown" if _year * MINUTES / 60 <= HOURS_A_WEEK * 52 else "contradicted",
    "s2": "shown" if SHEET["fnir"] >= 1 / ONE_IN else "contradicted",
    "s3": "open",
    "s4": "shown" if SHEET["wrong_a_year"] > _year else "contradicted",
    "s5": "open" if SHEET["gap_low"] <= 0 <= SHEET["gap_high"] else "contradicted",
    "s6": "open",
}
shows = shows | {"s5": "shown"}
