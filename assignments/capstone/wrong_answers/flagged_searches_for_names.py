"""
misconception: Flagged searches are counted in place of names, so a search with ten names costs as much as one with one.
fails: [budget]
message: "not flagged searches"
"""

# %% task="budget"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    nearest = np.min(distances, axis=1)
    return evaluation.threshold_at_fmr(nearest, min(1.0, names_a_search / people))
