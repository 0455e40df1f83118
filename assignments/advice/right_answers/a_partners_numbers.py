"""
why: The numbers of a partner, who made no slip; of the letter only one number differs.
"""

# %% task="sheet"
partner = {"threshold": 0.3, "names": 2.0, "fpir": 0.03, "fnir": 0.3, "wrong_a_year": 6000, "hours_short": 6000 * MINUTES / 60 - 52 * HOURS_A_WEEK, "cost_a_year": 6000 * MINUTES / 60 * WAGE, "gap": 0.02, "gap_low": -0.05, "gap_high": 0.09}
letter = {"enrolled": 0.3}
again = {"found": SEARCHES * 0.3 * 0.7, "missed": SEARCHES * 0.3 * 0.3, "hours_short": partner["hours_short"], "cost_a_year": partner["cost_a_year"]}
fits = dict.fromkeys(("found", "missed", "hours_short", "cost_a_year", "gap"), "fits")

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess"} | dict.fromkeys(("q7", "q8"), "nobody")

# %% task="year"
wrong, each, each_fewer = SEARCHES * 2.0, 2.0 / (0.3 * 0.7), 2.0 / (FEWER * 0.7)
follows = "A"
turns = 2.0 * KEEP_WRONG / (0.7 * KEEP_RIGHT)

# %% task="sentences"
shows = {"s1": "shown" if SEARCHES * 2.0 * MINUTES / 60 <= 52 * HOURS_A_WEEK else "contradicted", "s2": "shown" if 0.3 >= 1 / ONE_IN else "contradicted", "s3": "open", "s4": "shown", "s5": "open", "s6": "open"}

# %% task="interval"
reports = {name: "difference" if told[1] * told[2] > 0 else "small" if max(-told[1], told[2]) < MOST else "nothing" for name, told in (("X", X), ("Y", Y), ("Z", Z), ("sheet", [2, -5, 9]))}
people = 4
says = "B"

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files, n = 0, 1.0
while n > 0.05:
    files, n = files + 1, n * (1 - BROKEN)
gone = "C"
