"""
misconception: False matches are all that counts; the limit on misses is not looked at.
fails: [choose]
message: "development FNMR is at most the limit"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    best = min(development, key=lambda name: max(development[name]["fmr"]))
    return [best, max(held_out[best]["fmr"])]
