"""
misconception: A case that the principle decides is taken for what the writer gives up.
fails: [anatomy]
message: "one the writer finds hard"
"""

# %% task="anatomy"
parts = {"s1": "fact", "s2": "claim", "s3": "warrant", "s4": "concedes", "s5": "value", "s6": "objection", "s7": "reply", "s8": "also"}
unsaid = "B"
