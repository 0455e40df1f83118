"""
misconception: A floor of true positives is thought to protect strangers.
fails: [tables]
message: "Of whom does such a test say nothing"
"""

# %% task="tables"
test_shows = "C"
table_shows = "C"
