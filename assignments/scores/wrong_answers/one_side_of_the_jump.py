"""
misconception: The step is looked for below the threshold, where both pairs are accepted and nothing jumps.
fails: [jump]
message: "both sides of the jump are needed"
"""

# %% task="jump"
_at = float(constants["threshold"])
jump = evaluation.deepface_confidence(0.9 * _at, DEEPFACE_NAME, "cosine") - evaluation.deepface_confidence(_at, DEEPFACE_NAME, "cosine")
jump = min(max(jump, 0.01), 4.0)
