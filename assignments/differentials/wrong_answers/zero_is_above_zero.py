"""
misconception: An interval that ends at 0 is taken to lie above it.
fails: [whom]
message: "An end at 0 is not above it"
"""

# %% task="whom"
def for_whom(rows):
    return {row["group"]: row["estimate"] for row in rows}, sorted(row["group"] for row in rows if row["low"] >= 0)
