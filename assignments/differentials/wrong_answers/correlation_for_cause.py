"""
misconception: What goes together is taken for cause and effect, against the experiment.
fails: [reads]
message: "A correlation is no cause"
"""

# %% task="reads"
audit_shows = "C"
correlation_shows = "A"
signs_show = "C"
