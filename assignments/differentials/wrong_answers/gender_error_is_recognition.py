"""
misconception: An error at classifying gender is read as a false match rate.
fails: [reads]
message: "Gender classification compares no two faces"
"""

# %% task="reads"
audit_shows = "A"
correlation_shows = "B"
signs_show = "C"
