"""
misconception: The police come to the door, as in the cases of the lesson.
fails: [order]
message: "nobody came to the door"
"""

# %% task="order"
order = [SIX[place] for place in (1, 4, 3, 0, 5, 2)]
