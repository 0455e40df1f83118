"""
misconception: An error at classifying is taken for one of a search.
fails: [tables]
message: "What was the question to the machine"
"""

# %% task="tables"
test_shows = "A"
table_shows = "A"
