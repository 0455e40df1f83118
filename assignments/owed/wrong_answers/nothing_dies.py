"""
misconception: An error rate of 0 is thought to change nothing.
fails: [perfect]
message: "if nobody were ever matched wrongly or missed"
"""

# %% task="perfect"
left = {"o1": "procedure", "o2": "power", "o3": "consequences", "o4": "context", "o5": "rights", "o6": "rights", "o7": "procedure", "o8": "consequences"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "Whoever holds the list decides who may buy bread in this street, and those on it have no other shop and no say at all.",
}
