"""
misconception: The clause lists contractors and resellers by name, so that others who work for the police slip through.
fails: [rewrite]
message: "whoever works for the police"
"""

# %% task="rewrite"
def rewritten(use):
    covered = use["by"] in ("police", "federal agency") or (use["for_police"] and use["by"] in ("contractor", "reseller"))
    comparing = use["maker"] == "Amazon" and use["does"] == "compares faces"
    if covered and comparing and use["country"] == "US" and use["day"] >= "2020-06-10":
        return "stopped"
    return "allowed"
