"""
misconception: The rate is thought to lack only its faces.
fails: [critique]
message: "how many comparisons does one search make"
"""

# %% task="critique"
faults = {"m2": "faces", "m4": "row", "m5": "law", "m7": "turned"}
