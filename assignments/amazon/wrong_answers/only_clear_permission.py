"""
misconception: Only uses that are clearly allowed count as loopholes; silence is overlooked.
fails: [loopholes]
message: "Not stopped means allowed or silent"
"""

# %% task="loopholes"
def loopholes(bank):
    return [
        use["id"]
        for use in bank
        if use["maker"] == "Amazon"
        and use["does"] == "compares faces"
        and "2020-06-10" <= use["day"] <= "2021-06-09"
        and (use["by"] == "police" or use["for_police"])
        and use["answer"] == "allowed"
    ]
