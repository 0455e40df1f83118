"""
misconception: What a text does not say is read as permission.
fails: [moratorium]
message: "do not say whether work for the police"
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
        return "allowed"
    if use["by"] != "police":
        return "allowed"
    if use["does"] == "finds faces" or use["country"] != "US":
        return "silent"
    return "stopped"
