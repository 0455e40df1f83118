"""
why: Numbers of numpy, tuples and text of numpy are as good as those of Python.
"""

# %% task="sheet"
import numpy as np

hours = np.float64(SHEET["wrong_a_year"]) * MINUTES / 60
found, missed = np.array([1 - SHEET["fnir"], SHEET["fnir"]]) * SEARCHES * ENROLLED
again = {"found": found, "missed": np.float32(missed), "hours_short": np.array(hours - HOURS_A_WEEK * 52), "cost_a_year": hours * WAGE}
fits = {name: np.str_("fits" if sheet.fits(SHEET, name) else "does not fit") for name in ("gap", "cost_a_year", "hours_short", "missed", "found")}

# %% task="questions"
import numpy as np

answers = {f"q{n}": np.str_(word) for n, word in enumerate("FNIR FPIR names hours gap guess nobody nobody".split(), 1)}

# %% task="year"
import numpy as np

wrong = np.float64(SEARCHES) * SHEET["names"]
each, each_fewer = SHEET["names"] / np.array([ENROLLED, FEWER]) / (1 - SHEET["fnir"])
turns = np.array(SHEET["names"] * KEEP_WRONG / (1 - SHEET["fnir"]) / KEEP_RIGHT)
follows = "A"

# %% task="sentences"
import numpy as np

_said = np.array(["contradicted", "shown"])
_year = np.float64(SEARCHES * SHEET["names"])
shows = dict.fromkeys(["s3", "s6"], np.str_("open")) | {"s1": _said[int(_year * MINUTES / 60 <= HOURS_A_WEEK * 52)], "s2": _said[int(SHEET["fnir"] * ONE_IN >= 1)], "s4": _said[int(SHEET["wrong_a_year"] > _year)]}
shows["s5"] = np.str_("contradicted" if SHEET["gap_low"] > 0 or SHEET["gap_high"] < 0 else "open")

# %% task="interval"
import numpy as np

reports = {}
for name, told in (("X", X), ("Y", Y), ("Z", Z), ("sheet", [None, 100 * SHEET["gap_low"], 100 * SHEET["gap_high"]])):
    ends = np.array(told[1:], dtype=float)
    reports[name] = np.str_("difference" if np.sign(ends).sum() else "small" if np.abs(ends).max() < MOST else "nothing")
people = np.int64(4)
says = "B"

# %% task="rules"
import numpy as np

checked = {f"r{n}": np.str_(word) for n, word in enumerate("nobody outside inside outside inside nobody".split(), 1)}
files = np.ceil(np.log(0.05) / np.log1p(-BROKEN))
gone = "C"
