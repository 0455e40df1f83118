"""
misconception: It only matters when both counts are incomplete.
fails: [fraction]
message: "should stand below"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": not top["complete"] and not bottom["complete"],
        "bottom not complete": not top["complete"] and not bottom["complete"],
        "places differ": top["place"] != bottom["place"],
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds]
