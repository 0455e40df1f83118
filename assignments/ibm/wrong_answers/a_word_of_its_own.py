"""
misconception: Another word than the task's is returned.
fails: [weigh]
message: "another word than those that the task names"
"""

# %% task="weigh"
def weigh(rows):
    told = {row["relation"] for row in rows if row["status"] != "UNCONFIRMED"} - {"does not bear"}
    if len(told) == 2:
        return "disputed"
    return {"supports": "supported", "contradicts": "contradicted"}[told.pop()] if told else "open"
