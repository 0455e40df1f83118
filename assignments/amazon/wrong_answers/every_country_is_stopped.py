"""
misconception: The words are read as if they named a country, or all of them.
fails: [moratorium]
message: "the words name no country"
"""

# %% task="moratorium"
def answer(use):
    if use["day"] == "2021-06-10":
        return "silent"
    if not "2020-06-10" <= use["day"] < "2021-06-10":
        return "allowed"
    if use["maker"] != "Amazon" or use["does"] == "looks for objects":
        return "allowed"
    if use["by"] == "charity" and use["purpose"] in ("trafficking victim", "missing person"):
        return "allowed"
    if use["by"] == "federal agency":
        return "silent"
    if use["by"] != "police":
        return "silent" if use["for_police"] else "allowed"
    if use["does"] == "finds faces":
        return "silent"
    return "stopped"
