"""
misconception: An equal error rate is read as the share of reported matches that are wrong.
fails: [eer]
message: "it knows no prior"
"""

# %% task="eer"
eer_means = "C"
