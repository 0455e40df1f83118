"""
misconception: An error at classifying is taken for a miss.
fails: [tables]
message: "What was the question to the machine"
"""

# %% task="tables"
test_shows = "A"
table_shows = "B"
