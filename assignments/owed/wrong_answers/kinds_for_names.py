"""
misconception: The kinds of fault are taken for the names, and the sentences for the values.
fails: [critique]
message: "names of sentences, from m1 to m8"
"""

# %% task="critique"
faults = {"search": "m2", "row": "m4", "law": "m5", "turned": "m7"}
