"""
misconception: What the police call a threat is thought to be one.
fails: [statute]
message: "U89"
"""

# %% task="statute"
says = {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "allowed", "U91": "allowed"}
