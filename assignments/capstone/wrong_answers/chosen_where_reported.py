"""
misconception: The threshold is chosen on the people it is reported on.
fails: [measure]
message: "Choose on the development half"
"""

# %% task="measure"
_names_a_search = HOURS_A_WEEK * 52 * 60 / MINUTES / SEARCHES
chosen = evaluation.threshold_at_fmr(held_out.ravel(), _names_a_search / CITY)
reported_names = float(CITY * (held_out <= chosen).mean())
reported_fpir = float((held_out <= chosen).any(axis=1).mean())
reported_fnir = float((mate_distance > chosen).mean())
