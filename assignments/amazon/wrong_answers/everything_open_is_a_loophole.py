"""
misconception: Every use that is not stopped counts, whether or not the police benefit.
fails: [loopholes]
message: "police do not benefit"
"""

# %% task="loopholes"
def loopholes(bank):
    return [
        use["id"]
        for use in bank
        if use["maker"] == "Amazon"
        and use["does"] == "compares faces"
        and "2020-06-10" <= use["day"] <= "2021-06-09"
        and use["answer"] != "stopped"
    ]
