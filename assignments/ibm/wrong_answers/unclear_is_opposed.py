"""
misconception: Any difference is taken for a conflict.
fails: [differ]
message: "one says yes and another says no"
"""

# %% task="differ"
def differences(table):
    opposed = [name for name, row in table.items() if len(set(row.values())) > 1]
    return {"opposed": opposed, "unsure": []}
