"""
misconception: A share of flagged strangers is read as a share of missed people.
fails: [reading]
message: "nobody could be missed"
"""

# %% task="reading"
follows = "D"
