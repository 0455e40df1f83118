"""
misconception: Somebody is named whom the description mentions.
fails: [perfect]
message: "whom its description does not mention"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "the customers",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
