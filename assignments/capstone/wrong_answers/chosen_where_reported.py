"""
misconception: The threshold is chosen on the people it is reported on.
fails: [measure]
message: "Choose on the development half"
"""

# %% task="measure"
def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    chosen = evaluation.threshold_at_fmr(np.ravel(held_out), min(1.0, names_a_search / people))
    seen = held_out <= chosen
    return chosen, float(people * seen.mean()), float(seen.any(axis=1).mean()), float(np.mean(mate_distance > chosen))
