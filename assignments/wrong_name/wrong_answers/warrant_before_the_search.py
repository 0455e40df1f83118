"""
misconception: The warrant comes first, and the search confirms it.
fails: [order]
message: "What did the sentence"
"""

# %% task="order"
order = [SIX[place] for place in (4, 1, 3, 5, 0, 2)]
