"""
misconception: Unconfirmed rows count like the others.
fails: [weigh]
message: "unconfirmed row counts for nothing"
"""

# %% task="weigh"
def weigh(rows):
    told = {row["relation"] for row in rows}
    if {"supports", "contradicts"} <= told:
        return "contested"
    if "supports" in told:
        return "supported"
    return "contradicted" if "contradicts" in told else "open"
