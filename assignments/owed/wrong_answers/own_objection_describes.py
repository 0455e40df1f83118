"""
misconception: The use is described, and nothing is said against it.
fails: [perfect]
message: "do more than describe the use"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {
    "lens": "power",
    "who": "a teenager who meets friends there",
    "text": "A shop compares customers with photographs of people it once caught stealing, and it compares all customers with all photographs.",
}
