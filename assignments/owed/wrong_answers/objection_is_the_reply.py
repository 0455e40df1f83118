"""
misconception: The other side is taken for the answer to it.
fails: [anatomy]
message: "Which sentence would the other side own"
"""

# %% task="anatomy"
parts = {"s1": "fact", "s2": "claim", "s3": "warrant", "s4": "also", "s5": "value", "s6": "reply", "s7": "objection", "s8": "concedes"}
unsaid = "B"
