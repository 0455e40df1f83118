"""
misconception: A small rate of one comparison is believed for a search.
fails: [critique]
message: "has no fault"
"""

# %% task="critique"
faults = {"m4": "row", "m5": "law", "m7": "turned", "m3": "faces"}
