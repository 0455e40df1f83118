"""
misconception: A row that is silent is taken for another fault.
fails: [critique]
message: "What is it silent on"
"""

# %% task="critique"
faults = {"m2": "search", "m4": "faces", "m5": "law", "m7": "turned"}
