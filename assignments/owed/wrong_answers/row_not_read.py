"""
misconception: A cited row is believed without reading it.
fails: [critique]
message: "has no fault"
"""

# %% task="critique"
faults = {"m2": "search", "m5": "law", "m7": "turned", "m3": "row"}
