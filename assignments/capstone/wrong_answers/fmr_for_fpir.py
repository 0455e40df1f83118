"""
misconception: The rate of a comparison is reported as the rate of a search.
fails: [measure]
message: "Report what was measured"
"""

# %% task="measure"
_names_a_search = HOURS_A_WEEK * 52 * 60 / MINUTES / SEARCHES
chosen = evaluation.threshold_at_fmr(development.ravel(), _names_a_search / CITY)
reported_names = float(CITY * (held_out <= chosen).mean())
reported_fpir = float((held_out <= chosen).mean())
reported_fnir = float((mate_distance > chosen).mean())
