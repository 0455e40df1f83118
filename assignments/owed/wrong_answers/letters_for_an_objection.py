"""
misconception: Whatever has fifteen parts is taken for fifteen words.
fails: [perfect]
message: "fifteen words or more"
"""

# %% task="perfect"
left = {"o1": "dies", "o2": "power", "o3": "consequences", "o4": "context", "o5": "dies", "o6": "rights", "o7": "procedure", "o8": "dies"}
mine = {"lens": "rights", "who": "xyz", "text": "a b c d e f g h i j k l m n o p q r s t"}
