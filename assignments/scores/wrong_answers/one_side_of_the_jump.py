"""
misconception: The step is looked for below the threshold, where both pairs are accepted and nothing jumps.
fails: [jump]
message: "both sides of the jump are needed"
"""

# %% task="jump"
def jump(name, metric):
    at = float(evaluation.deepface_constants(name, metric).threshold)
    below = float(np.nextafter(at, 0))
    return evaluation.deepface_confidence(below, name, metric) - evaluation.deepface_confidence(at, name, metric)
