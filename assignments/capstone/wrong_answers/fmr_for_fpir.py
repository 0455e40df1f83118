"""
misconception: The rate of a comparison is reported as the rate of a search.
fails: [measure]
message: "Report what was measured"
"""

# %% task="measure"
def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    chosen = evaluation.threshold_at_fmr(np.ravel(development), min(1.0, names_a_search / people))
    seen = held_out <= chosen
    return chosen, float(people * seen.mean()), float(seen.mean()), float(np.mean(mate_distance > chosen))
