"""
misconception: A licence of the photographer's is read as a word of the person shown.
fails: [consent]
message: "It is about copies of a picture"
"""

# %% task="consent"
licence_settles = "B"
