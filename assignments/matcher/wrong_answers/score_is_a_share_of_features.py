"""
misconception: A template is taken for a list of features of a face, and the distance for the share that differs.
fails: [meaning]
message: "an angle between two vectors"
"""

# %% task="meaning"
score_is = "C"
