"""
misconception: The act is thought to bind also the search for a dead man.
fails: [statute]
message: "U88"
"""

# %% task="statute"
says = {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "forbidden", "U89": "it depends", "U91": "allowed"}
