"""
misconception: What the law does not forbid is thought to wrong nobody.
fails: [critique]
message: "has no fault"
"""

# %% task="critique"
faults = {"m2": "search", "m4": "row", "m7": "turned", "m6": "case"}
