"""
misconception: The numbers of this notebook are typed in. They hold for one set of searches.
fails: [measure]
message: "Count the searches that returned somebody"
hint: What does your function do with its arguments? It is asked about other searches too.
"""

# %% task="measure"
def summary(distances, threshold):
    return {"measured_fpir": 0.43, "model_fpir": 0.53, "names_a_search": 0.75, "gallery_named": 0.3}
