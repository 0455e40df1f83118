"""
misconception: The last event stands in front.
fails: [order]
message: "What did the sentence"
"""

# %% task="order"
order = [SIX[place] for place in (2, 0, 5, 3, 4, 1)]
