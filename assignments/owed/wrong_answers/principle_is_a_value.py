"""
misconception: The general sentence is taken for one more ground.
fails: [anatomy]
message: "value: Which ground is held"
"""

# %% task="anatomy"
parts = {"s1": "fact", "s2": "claim", "s3": "value", "s4": "also", "s5": "warrant", "s6": "objection", "s7": "reply", "s8": "concedes"}
unsaid = "B"
