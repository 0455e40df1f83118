"""
misconception: A claim turned round is taken for an objection.
fails: [critique]
message: "has no fault"
"""

# %% task="critique"
faults = {"m2": "search", "m4": "row", "m5": "law", "m8": "empty"}
