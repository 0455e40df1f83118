"""
misconception: An interval that holds zero is taken to tell nothing, however narrow.
fails: [interval]
message: "How large is the largest difference in it"
"""

# %% task="interval"
_ends = {name: told[1:] for name, told in {"X": X, "Y": Y, "Z": Z}.items()} | {"sheet": [100 * SHEET["gap_low"], 100 * SHEET["gap_high"]]}
reports = {name: "difference" if low * high > 0 else "small" if max(-low, high) < MOST else "nothing" for name, (low, high) in _ends.items()}
people = 4
says = "B"
reports = {name: "nothing" if word == "small" else word for name, word in reports.items()}
