"""
misconception: A value is taken for something that can be looked up.
fails: [anatomy]
message: "Which ground could somebody look up"
"""

# %% task="anatomy"
parts = {"s1": "value", "s2": "claim", "s3": "warrant", "s4": "also", "s5": "fact", "s6": "objection", "s7": "reply", "s8": "concedes"}
unsaid = "B"
