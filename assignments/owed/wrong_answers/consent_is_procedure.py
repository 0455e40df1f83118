"""
misconception: Not having been asked is taken for not being heard.
fails: [perfect]
message: "o6: This one is left"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "procedure", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
