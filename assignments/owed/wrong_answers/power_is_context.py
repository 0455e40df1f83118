"""
misconception: Who can be silenced is taken for a matter of what people expect.
fails: [perfect]
message: "o2: This one is left"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "context", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
