"""
misconception: Rows are chosen even where no choice puts the company in front.
fails: [differ]
message: "that is the answer: None"
"""

# %% task="differ"
def bank_for(table, company):
    return [name for name, row in table.items() if row[company] == "no"]
