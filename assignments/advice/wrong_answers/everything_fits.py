"""
misconception: A sheet that was measured is taken to be free of slips.
fails: [sheet]
message: "lay your own number beside the line"
"""

# %% task="sheet"
_h = SHEET["wrong_a_year"] * MINUTES / 60
_again = {"found": SEARCHES * ENROLLED * (1 - SHEET["fnir"]), "missed": SEARCHES * ENROLLED * SHEET["fnir"], "hours_short": _h - HOURS_A_WEEK * 52, "cost_a_year": _h * WAGE}
again = _again
fits = dict.fromkeys(("found", "missed", "hours_short", "cost_a_year", "gap"), "fits")
