"""
misconception: The later extension is read into the text of June 2020.
fails: [moratorium]
message: "for a year"
"""

# %% task="moratorium"
def answer(use):
    if use["day"] < "2020-06-10":
        return "allowed"
    if use["maker"] != "Amazon" or use["does"] == "looks for objects":
        return "allowed"
    if use["by"] == "charity" and use["purpose"] in ("trafficking victim", "missing person"):
        return "allowed"
    if use["by"] == "federal agency":
        return "silent"
    if use["by"] != "police":
        return "silent" if use["for_police"] else "allowed"
    if use["does"] == "finds faces" or use["country"] != "US":
        return "silent"
    return "stopped"
