"""
misconception: Only recognition is covered, though the sentence also names analysis.
fails: [readings]
message: "recognition or analysis"
"""

# %% task="readings"
def reading_a(use):
    if use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]:
        return "goes on"
    return {"everybody": "stopped", "one customer": "goes on", "not said": "not said"}[use["offered_to"]]


def reading_b(use):
    if use["maker"] != "IBM" or use["does"] != "compares faces" or use["own_research"]:
        return "goes on"
    return "stopped"
