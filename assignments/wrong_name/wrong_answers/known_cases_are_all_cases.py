"""
misconception: The known cases are all there are.
fails: [fraction]
message: "should stand on top"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": False,
        "bottom not complete": not bottom["complete"],
        "places differ": top["place"] != bottom["place"],
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds]
