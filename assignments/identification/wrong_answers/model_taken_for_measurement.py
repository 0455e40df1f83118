"""
misconception: What the independence model gives is reported as if it had been measured.
fails: [measure]
message: "A model is no measurement"
"""

# %% task="measure"
_alike = searched <= threshold
measured_fpir = model_fpir = evaluation.fpir_if_independent(_alike.mean(), searched.shape[1])
names_a_search = float(_alike.sum(axis=1).mean())
gallery_named = float(_alike.any(axis=0).mean())
