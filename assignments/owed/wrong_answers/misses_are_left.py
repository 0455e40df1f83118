"""
misconception: A miss is not counted as an error.
fails: [perfect]
message: "o8: Would this still hold"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "consequences"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
