"""
misconception: A listed crime is thought to allow an arrest on the result alone.
fails: [statute]
message: "U87"
"""

# %% task="statute"
says = {"U85": "forbidden", "U86": "allowed", "U87": "allowed", "U88": "allowed", "U89": "it depends", "U91": "allowed"}
