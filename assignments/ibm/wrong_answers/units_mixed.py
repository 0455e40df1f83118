"""
misconception: A value in millions is divided by one that is not.
fails: [numbers]
message: "mind the millions"
"""

# %% task="numbers"
def two_numbers(value):
    return value["C14"] + value["C12"], value["C08"] / value["C11"]
