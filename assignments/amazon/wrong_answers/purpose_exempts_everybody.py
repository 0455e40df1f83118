"""
misconception: The exception is read as a list of purposes, so that it exempts police as well.
fails: [moratorium]
message: "exception lets charities go on with two purposes"
"""

# %% task="moratorium"
def answer(use):
    if use["day"] == "2021-06-10":
        return "silent"
    if not "2020-06-10" <= use["day"] < "2021-06-10":
        return "allowed"
    if use["maker"] != "Amazon" or use["does"] == "looks for objects":
        return "allowed"
    if use["purpose"] in ("trafficking victim", "missing person"):
        return "allowed"
    if use["by"] == "federal agency":
        return "silent"
    if use["by"] != "police":
        return "silent" if use["for_police"] else "allowed"
    if use["does"] == "finds faces" or use["country"] != "US":
        return "silent"
    return "stopped"
