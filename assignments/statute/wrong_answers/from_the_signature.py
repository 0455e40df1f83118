"""
misconception: An act is thought to hold before its day.
fails: [statute]
message: "U91"
"""

# %% task="statute"
says = {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "forbidden"}
