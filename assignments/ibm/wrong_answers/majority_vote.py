"""
misconception: The rows are counted like votes.
fails: [weigh]
message: "Do not count votes"
"""

# %% task="weigh"
def weigh(rows):
    told = [row["relation"] for row in rows if row["status"] != "UNCONFIRMED"]
    more = told.count("supports") - told.count("contradicts")
    if more == 0:
        return "contested" if "supports" in told else "open"
    return "supported" if more > 0 else "contradicted"
