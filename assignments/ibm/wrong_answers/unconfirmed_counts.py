"""
misconception: Unconfirmed rows count like the others.
fails: [weigh]
message: "A row whose status is UNCONFIRMED was counted"
"""

# %% task="weigh"
def weigh(rows):
    told = {row["relation"] for row in rows}
    if {"supports", "contradicts"} <= told:
        return "contested"
    if "supports" in told:
        return "supported"
    return "contradicted" if "contradicts" in told else "open"
