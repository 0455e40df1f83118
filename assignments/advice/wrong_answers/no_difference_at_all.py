"""
misconception: Zero in the interval is taken for no difference.
fails: [interval]
message: "is the one between the estimates"
"""

# %% task="interval"
_ends = {name: told[1:] for name, told in {"X": X, "Y": Y, "Z": Z}.items()} | {"sheet": [100 * SHEET["gap_low"], 100 * SHEET["gap_high"]]}
reports = {name: "difference" if low * high > 0 else "small" if max(-low, high) < MOST else "nothing" for name, (low, high) in _ends.items()}
people = 4
says = "A"
