"""
misconception: A reason is written in other words than those of the task.
fails: [fraction]
message: "Another reason came back"
"""

# %% task="fraction"
def objections(top, bottom):
    out = []
    if top["complete"] == False: out.append("top not complete")
    if bottom["complete"] == False: out.append("bottom not complete")
    if top["place"] != bottom["place"]: out.append("place differs")
    if top["years"] != bottom["years"]: out.append("years differ")
    return out
