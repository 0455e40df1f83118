"""
misconception: The act is thought to forbid searches.
fails: [statute]
message: "U86"
"""

# %% task="statute"
says = {"U85": "forbidden", "U86": "forbidden", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "allowed"}
