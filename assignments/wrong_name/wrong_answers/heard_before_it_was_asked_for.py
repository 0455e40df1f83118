"""
misconception: Somebody hears of a warrant before it is asked for.
fails: [order]
message: "Nobody can hear of it"
"""

# %% task="order"
order = [SIX[place] for place in (1, 3, 4, 5, 0, 2)]
