"""
misconception: The first sentence is taken for the claim.
fails: [anatomy]
message: "What does the writer want us to believe"
"""

# %% task="anatomy"
parts = {"s1": "claim", "s2": "fact", "s3": "warrant", "s4": "also", "s5": "value", "s6": "objection", "s7": "reply", "s8": "concedes"}
unsaid = "B"
