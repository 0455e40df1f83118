"""
misconception: The objection to a perfect matcher is that it errs.
fails: [perfect]
message: "The matcher never errs"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "The software makes mistakes, so a customer who never stole anything will be thrown out before everybody, and nobody says sorry.",
}
