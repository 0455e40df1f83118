"""
misconception: A name is paid for as if it took an hour.
fails: [sheet]
message: "all of them, times what an hour costs"
"""

# %% task="sheet"
_h = SHEET["wrong_a_year"] * MINUTES / 60
_again = {"found": SEARCHES * ENROLLED * (1 - SHEET["fnir"]), "missed": SEARCHES * ENROLLED * SHEET["fnir"], "hours_short": _h - HOURS_A_WEEK * 52, "cost_a_year": _h * WAGE}
again = _again | {"cost_a_year": SHEET["wrong_a_year"] * WAGE}
fits = {name: "fits" if sheet.fits(SHEET, name) else "does not fit" for name in ("found", "missed", "hours_short", "cost_a_year", "gap")}
