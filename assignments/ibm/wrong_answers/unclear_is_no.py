"""
misconception: What is unclear is counted as no.
fails: [differ]
message: "`unclear` is not no"
"""

# %% task="differ"
def bank_for(table, company):
    return [name for name, row in table.items() if row[company] in ("no", "unclear")] or None
