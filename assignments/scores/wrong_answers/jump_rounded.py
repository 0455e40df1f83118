"""
misconception: The jump is rounded to a whole number, as if nobody would count on it.
fails: [jump]
message: "do not round"
"""

# %% task="jump"
def jump(name, metric):
    at = float(evaluation.deepface_constants(name, metric).threshold)
    above = float(np.nextafter(at, np.inf))
    return round(evaluation.deepface_confidence(at, name, metric) - evaluation.deepface_confidence(above, name, metric))
