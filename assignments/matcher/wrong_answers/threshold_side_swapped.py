"""
misconception: A distance is read as a similarity, so a large one counts as a match.
fails: [decide]
message: "A distance below the threshold is a match"
"""

# %% task="decide"
def decide(distance, threshold):
    return bool(distance >= threshold)
