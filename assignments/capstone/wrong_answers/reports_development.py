"""
misconception: The FPIR is reported on the people on whom the threshold was chosen.
fails: [measure]
message: "measured on the evaluation half"
"""

# %% task="measure"
_names_a_search = HOURS_A_WEEK * 52 * 60 / MINUTES / SEARCHES
chosen = evaluation.threshold_at_fmr(development.ravel(), _names_a_search / CITY)
reported_names = float(CITY * (development <= chosen).mean())
reported_fpir = float((development <= chosen).any(axis=1).mean())
reported_fnir = float((mate_distance > chosen).mean())
