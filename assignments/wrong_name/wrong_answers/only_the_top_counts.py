"""
misconception: Only the number on top must be complete.
fails: [fraction]
message: "should stand below"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": not top["complete"],
        "bottom not complete": False,
        "places differ": top["place"] != bottom["place"],
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds]
