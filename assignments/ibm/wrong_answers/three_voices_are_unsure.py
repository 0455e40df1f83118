"""
misconception: Where all three answers occur, the unclear one is thought to decide.
fails: [differ]
message: "whatever the third says"
"""

# %% task="differ"
def differences(table):
    found = {"opposed": [], "unsure": []}
    for name, row in table.items():
        told = set(row.values())
        if told == {"yes", "no"}:
            found["opposed"].append(name)
        elif len(told) > 1:
            found["unsure"].append(name)
    return found
