"""
misconception: An interval that leaves out 0 is taken for one that lies above it, on whichever side it lies.
fails: [whom]
message: "lies above 0"
"""

# %% task="whom"
def for_whom(rows):
    return {r["group"]: r["estimate"] for r in rows}, sorted(r["group"] for r in rows if r["low"] > 0 or r["high"] < 0)
