"""
misconception: The first reason that holds is the answer.
fails: [fraction]
message: "Compare the"
"""

# %% task="fraction"
def objections(top, bottom):
    found = {
        "top not complete": not top["complete"],
        "bottom not complete": not bottom["complete"],
        "places differ": top["place"] != bottom["place"],
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds][:1]
