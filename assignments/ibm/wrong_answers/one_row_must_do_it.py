"""
misconception: Only rows are looked for on which nobody else says no. Two rows can do together what none does alone.
fails: [differ]
message: "One row need not do it alone"
"""

# %% task="differ"
def bank_for(table, company):
    rows = [name for name, row in table.items() if [who for who in row if row[who] == "no"] == [company]]
    return rows or None
