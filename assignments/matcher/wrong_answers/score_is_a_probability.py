"""
misconception: A similarity score is read as the probability of being the same person.
fails: [meaning]
message: "an angle between two vectors"
"""

# %% task="meaning"
score_is = "A"
