"""
misconception: A correlation is preferred to an experiment because more was counted.
fails: [reads]
message: "what a sign does"
"""

# %% task="reads"
audit_shows = "C"
correlation_shows = "B"
signs_show = "A"
