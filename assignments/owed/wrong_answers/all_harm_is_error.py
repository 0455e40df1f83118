"""
misconception: Every objection is thought to rest on error.
fails: [perfect]
message: "This one is left: it asks who gains power"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "dies", "o3": "dies", "o4": "dies", "o5": "dies", "o6": "dies", "o7": "dies", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
