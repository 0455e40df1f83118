"""
misconception: The charges are dropped before anybody is held.
fails: [order]
message: "how long was it between"
"""

# %% task="order"
order = [SIX[place] for place in (1, 4, 3, 5, 2, 0)]
