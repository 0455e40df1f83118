"""
misconception: The share of probes who were flagged is given as the share of the gallery who were named.
fails: [measure]
message: "People of the gallery are columns"
"""

# %% task="measure"
_alike = searched <= threshold
measured_fpir = gallery_named = float(_alike.any(axis=1).mean())
model_fpir = evaluation.fpir_if_independent(_alike.mean(), searched.shape[1])
names_a_search = float(_alike.sum(axis=1).mean())
