"""
misconception: Any crime is thought to be enough.
fails: [statute]
message: "U85"
"""

# %% task="statute"
says = {"U85": "allowed", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "allowed"}
