"""
misconception: The equal error rate is taken for 1 minus the accuracy, at any threshold.
fails: [eer]
message: "It is no accuracy"
"""

# %% task="eer"
eer_means = "A"
