"""
misconception: Unequal errors are thought to be left when there are no errors.
fails: [perfect]
message: "o5: Would this still hold"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "rights", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
