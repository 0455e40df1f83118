"""
misconception: Everybody who is searched for is taken to be enrolled.
fails: [sheet]
message: "only searches for people who are enrolled"
"""

# %% task="sheet"
_h = SHEET["wrong_a_year"] * MINUTES / 60
_again = {"found": SEARCHES * ENROLLED * (1 - SHEET["fnir"]), "missed": SEARCHES * ENROLLED * SHEET["fnir"], "hours_short": _h - HOURS_A_WEEK * 52, "cost_a_year": _h * WAGE}
again = _again | {"found": SEARCHES * (1 - SHEET["fnir"]), "missed": SEARCHES * SHEET["fnir"]}
fits = {name: "fits" if sheet.fits(SHEET, name) else "does not fit" for name in ("found", "missed", "hours_short", "cost_a_year", "gap")}
