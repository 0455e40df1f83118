"""
misconception: A row that does not bear on the statement is counted as speaking against the others.
fails: [weigh]
message: "does not bear on the statement speaks neither way"
"""

# %% task="weigh"
def weigh(rows):
    rel = [r["relation"] for r in rows if r["status"] != "UNCONFIRMED"]
    if not rel: return "open"
    if all(r == "supports" for r in rel): return "supported"
    if all(r == "contradicts" for r in rel): return "contradicted"
    return "contested"
