"""
misconception: What the independence model gives is reported as if it had been measured.
fails: [measure]
message: "A model is no measurement"
"""

# %% task="measure"
def summary(distances, threshold):
    alike = distances <= threshold
    return {
        "measured_fpir": evaluation.fpir_if_independent(alike.mean(), alike.shape[1]),
        "model_fpir": evaluation.fpir_if_independent(alike.mean(), alike.shape[1]),
        "names_a_search": float(alike.sum(axis=1).mean()),
        "gallery_named": float(alike.any(axis=0).mean()),
    }
