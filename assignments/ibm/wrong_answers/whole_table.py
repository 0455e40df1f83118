"""
misconception: The whole table is handed in, and whoever is in front there stays in front.
fails: [differ]
message: "another company says no as often"
"""

# %% task="differ"
def bank_for(table, company):
    return list(table)
