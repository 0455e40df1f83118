"""
misconception: The FPIR is reported on the people on whom the threshold was chosen.
fails: [measure]
message: "measured on the evaluation half"
"""

# %% task="measure"
def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    chosen = evaluation.threshold_at_fmr(np.ravel(development), min(1.0, names_a_search / people))
    seen = development <= chosen
    return chosen, float(people * seen.mean()), float(seen.any(axis=1).mean()), float(np.mean(mate_distance > chosen))
