"""
misconception: The width is thought to fall as the number of people grows.
fails: [interval]
message: "root of the number of people"
"""

# %% task="interval"
_ends = {name: told[1:] for name, told in {"X": X, "Y": Y, "Z": Z}.items()} | {"sheet": [100 * SHEET["gap_low"], 100 * SHEET["gap_high"]]}
reports = {name: "difference" if low * high > 0 else "small" if max(-low, high) < MOST else "nothing" for name, (low, high) in _ends.items()}
says = "B"
people = 2
