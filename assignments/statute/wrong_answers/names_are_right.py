"""
misconception: The share of people found is taken for the share of names that are right.
fails: [tables]
message: "Of whom does such a test say nothing"
"""

# %% task="tables"
test_shows = "B"
table_shows = "C"
