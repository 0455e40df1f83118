"""
misconception: The share of probes who were flagged is given as the share of the gallery who were named.
fails: [measure]
message: "People of the gallery are columns"
"""

# %% task="measure"
def summary(distances, threshold):
    alike = distances <= threshold
    return {
        "measured_fpir": float(alike.any(axis=1).mean()),
        "model_fpir": evaluation.fpir_if_independent(alike.mean(), alike.shape[1]),
        "names_a_search": float(alike.sum(axis=1).mean()),
        "gallery_named": float(alike.any(axis=1).mean()),
    }
