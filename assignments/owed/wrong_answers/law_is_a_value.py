"""
misconception: A step from law to right is taken for a value passed off as a fact.
fails: [critique]
message: "does it follow from what the law allows"
"""

# %% task="critique"
faults = {"m2": "search", "m4": "row", "m5": "value", "m7": "turned"}
