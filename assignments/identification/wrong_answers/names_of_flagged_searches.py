"""
misconception: The names are shared among the searches that returned somebody, not among all.
fails: [measure]
message: "shared among all searches"
"""

# %% task="measure"
def summary(distances, threshold):
    alike = distances <= threshold
    return {
        "measured_fpir": float(alike.any(axis=1).mean()),
        "model_fpir": evaluation.fpir_if_independent(alike.mean(), alike.shape[1]),
        "names_a_search": float(alike.sum() / max(1, alike.any(axis=1).sum())),
        "gallery_named": float(alike.any(axis=0).mean()),
    }
