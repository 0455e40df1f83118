"""
misconception: The exception is kept as it was, also where a charity works for the police.
fails: [rewrite]
message: "there the exception ends"
"""

# %% task="rewrite"
def rewritten(use):
    if use["by"] == "charity" and use["purpose"] in ("trafficking victim", "missing person"):
        return "allowed"
    covered = use["by"] in ("police", "federal agency") or use["for_police"]
    comparing = use["maker"] == "Amazon" and use["does"] == "compares faces"
    if covered and comparing and use["country"] == "US" and use["day"] >= "2020-06-10":
        return "stopped"
    return "allowed"
