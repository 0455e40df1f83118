"""
misconception: A share of searches is read as a share of comparisons.
fails: [reading]
message: "searches, not comparisons"
"""

# %% task="reading"
follows = "C"
