"""
misconception: An error at classifying gender is read as a false non-match rate.
fails: [reads]
message: "Gender classification compares no two faces"
"""

# %% task="reads"
audit_shows = "B"
correlation_shows = "B"
signs_show = "C"
