"""
why: Whole people, whole hours and dollars, ratios with two decimals, as somebody writes them who has a pocket calculator.
"""

# %% task="sheet"
found = round(SEARCHES * ENROLLED * (1 - SHEET["fnir"]))
hours = round(SHEET["wrong_a_year"] * MINUTES / 60)
again = {"found": found, "missed": round(SEARCHES * ENROLLED) - found, "hours_short": hours - 52 * HOURS_A_WEEK, "cost_a_year": hours * WAGE}
fits = {name: "Fits " if sheet.fits(SHEET, name) else "does not fit" for name in ("found", "missed", "hours_short", "cost_a_year", "gap")}

# %% task="questions"
answers = dict(q1="fnir", q2="fpir", q3="Names", q4="hours", q5="gap", q6="guess", q7="nobody", q8=" nobody")

# %% task="year"
wrong = round(SEARCHES * SHEET["names"])
each = round(SHEET["names"] / ENROLLED / (1 - SHEET["fnir"]), 1 if SHEET["names"] > 2 else 2)
each_fewer = round(SHEET["names"] / FEWER / (1 - SHEET["fnir"]), 1)
turns = round(SHEET["names"] * KEEP_WRONG / KEEP_RIGHT / (1 - SHEET["fnir"]), 3)
follows = "A"

# %% task="sentences"
shows = {"s3": "Open", "s6": "open"}
shows["s1"] = "contradicted" if SHEET["names"] * MINUTES * SEARCHES > 60 * 52 * HOURS_A_WEEK else "shown"
shows["s2"] = "contradicted" if SHEET["fnir"] < 1 / ONE_IN else "shown"
shows["s4"] = "contradicted" if SHEET["wrong_a_year"] <= SEARCHES * SHEET["names"] else "shown"
shows["s5"] = "contradicted" if SHEET["gap_low"] * SHEET["gap_high"] > 0 else "open"

# %% task="interval"
_sheet = [SHEET["gap_low"] * 100, SHEET["gap_high"] * 100]
reports = {}
for name, ends in zip(("sheet", "Z", "Y", "X"), (_sheet, Z[1:], Y[1:], X[1:])):
    inside = ends[0] <= 0 <= ends[1]
    wide = ends[0] <= -MOST or ends[1] >= MOST
    reports[name] = ("Nothing" if wide else "small") if inside else "difference"
people = 2 * 2
says = "B"

# %% task="rules"
checked = dict.fromkeys(("r1", "r6"), "nobody") | dict.fromkeys(("r3", "r5"), "inside") | dict.fromkeys(("r2", "r4"), "outside")
files = round(3 / BROKEN)
gone = "C"
