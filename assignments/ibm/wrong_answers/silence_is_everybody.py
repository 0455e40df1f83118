"""
misconception: Where the description does not say to whom the product is offered, everybody is assumed.
fails: [readings]
message: "needs to know"
"""

# %% task="readings"
def reading_a(use):
    if use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]:
        return "goes on"
    return {"everybody": "stopped", "one customer": "goes on", "not said": "stopped"}[use["offered_to"]]


def reading_b(use):
    if use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]:
        return "goes on"
    return "stopped"
