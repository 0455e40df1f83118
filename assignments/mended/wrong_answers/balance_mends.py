"""
misconception: Fewer misses for everybody are taken for equal errors.
fails: [reads]
message: "does the interval of the difference leave out 0"
"""

# %% task="reads"
balance_shows = "A"
best_shows = "A"
