"""
misconception: A correlation and an experiment are taken for two votes that cancel.
fails: [reads]
message: "what a sign does"
"""

# %% task="reads"
audit_shows = "C"
correlation_shows = "B"
signs_show = "B"
