"""
misconception: Both numbers are rounded before they are compared, so a distance just above the threshold becomes a match.
fails: [decide]
message: "do not round them"
"""

# %% task="decide"
def decide(distance, threshold):
    return round(distance, 2) <= round(threshold, 2)
