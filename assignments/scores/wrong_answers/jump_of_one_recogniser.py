"""
misconception: The jump of one recogniser is typed in, as if all had the same.
fails: [jump]
message: "for the recogniser and the metric that are asked for"
"""

# %% task="jump"
def jump(name, metric):
    at = constants["threshold"]
    return evaluation.deepface_confidence(at, DEEPFACE_NAME, "cosine") - evaluation.deepface_confidence(np.nextafter(at, np.inf), DEEPFACE_NAME, "cosine")
