"""
misconception: Two counts of one thing may be of different places.
fails: [fraction]
message: "Compare the places"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": not top["complete"],
        "bottom not complete": not bottom["complete"],
        "places differ": False,
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds]
