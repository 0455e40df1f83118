"""
misconception: The hours of a week are set against the searches of a year.
fails: [budget]
message: "the searches a year"
"""

# %% task="budget"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 60 / minutes / searches
    return evaluation.threshold_at_fmr(np.ravel(distances), min(1.0, names_a_search / people))
