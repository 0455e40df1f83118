"""
misconception: He goes to the police before he hears of anything.
fails: [order]
message: "what was heard first"
"""

# %% task="order"
order = [SIX[place] for place in (1, 4, 5, 3, 0, 2)]
