"""
misconception: DeepFace's own number is given again, with its jump.
fails: [jump]
message: "nearer one gets the larger number"
"""

# %% task="jump"
def honest(distance, c):
    return confidence(distance, c) if distance else 100.0
