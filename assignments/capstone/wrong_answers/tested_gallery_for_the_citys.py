"""
misconception: The names of a search in the city's gallery are taken from the size of the test's gallery.
fails: [budget]
message: "the city's gallery"
"""

# %% task="budget"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    return evaluation.threshold_at_fmr(np.ravel(distances), min(1.0, names_a_search / np.shape(distances)[1]))
