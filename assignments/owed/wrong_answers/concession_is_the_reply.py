"""
misconception: What is given up is taken for the answer.
fails: [anatomy]
message: "Which sentence answers the objection"
"""

# %% task="anatomy"
parts = {"s1": "fact", "s2": "claim", "s3": "warrant", "s4": "also", "s5": "value", "s6": "objection", "s7": "concedes", "s8": "reply"}
unsaid = "B"
