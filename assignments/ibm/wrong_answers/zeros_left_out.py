"""
misconception: Answers that do not occur are left out.
fails: [tally]
message: "has the count 0"
"""

# %% task="tally"
def tally(table):
    counted = {}
    for row in table.values():
        for company, answer in row.items():
            told = counted.setdefault(company, {})
            told[answer] = told.get(answer, 0) + 1
    return counted
