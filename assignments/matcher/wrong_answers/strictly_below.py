"""
misconception: The boundary is left out; a distance equal to the threshold is refused.
fails: [decide]
message: "equal to the threshold is a match"
"""

# %% task="decide"
def decide(distance, threshold):
    return bool(distance < threshold)
