"""
misconception: One more fact is taken for a principle.
fails: [anatomy]
message: "One more fact, or what is lawful"
"""

# %% task="anatomy"
parts = {"s1": "fact", "s2": "claim", "s3": "warrant", "s4": "also", "s5": "value", "s6": "objection", "s7": "reply", "s8": "concedes"}
unsaid = "A"
