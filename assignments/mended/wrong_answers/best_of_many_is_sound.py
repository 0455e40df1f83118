"""
misconception: Whoever was not trained on is thought to be unused, though the choice among the sets looked at them.
fails: [reads]
message: "on whom the *choice among the sets* was made"
"""

# %% task="reads"
balance_shows = "B"
best_shows = "B"
