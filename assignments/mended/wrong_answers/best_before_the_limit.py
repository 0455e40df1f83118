"""
misconception: The best of all sets is taken first, and only then the limit is looked at.
fails: [choose]
message: "There is a set that keeps to the limit"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    best = min(development, key=lambda n: max(development[n]["fmr"]))
    if development[best]["fnmr"] > most_misses: return None
    return [best, max(held_out[best]["fmr"])]
