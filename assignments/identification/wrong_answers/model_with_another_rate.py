"""
misconception: The model is given the FMR that was aimed at, not that of these comparisons.
fails: [measure]
message: "The model takes the FMR of these same comparisons"
"""

# %% task="measure"
def summary(distances, threshold):
    alike = distances <= threshold
    return {
        "measured_fpir": float(alike.any(axis=1).mean()),
        "model_fpir": evaluation.fpir_if_independent(TARGET_FMR, alike.shape[1]),
        "names_a_search": float(alike.sum(axis=1).mean()),
        "gallery_named": float(alike.any(axis=0).mean()),
    }
