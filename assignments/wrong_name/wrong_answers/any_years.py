"""
misconception: Two counts may be of different years.
fails: [fraction]
message: "Compare the years"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": not top["complete"],
        "bottom not complete": not bottom["complete"],
        "places differ": top["place"] != bottom["place"],
        "years differ": False,
    }
    return [reason for reason, holds in found.items() if holds]
