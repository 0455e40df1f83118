"""
misconception: An estimate above 0 is taken for a sure direction; the interval is not looked at.
fails: [whom]
message: "the whole interval lies above 0"
"""

# %% task="whom"
def for_whom(rows):
    return {row["group"]: row["estimate"] for row in rows}, sorted(row["group"] for row in rows if row["estimate"] > 0)
