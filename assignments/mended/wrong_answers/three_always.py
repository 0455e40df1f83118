"""
misconception: The rule of three is used although errors were seen.
fails: [upper]
message: "the interval's upper end is the answer"
"""

# %% task="upper"
def not_ruled_out(people, errors, high):
    return min(1.0, 3 / len(np.unique(people)))
