"""
misconception: The mean FMR of the groups is made small; one group may then bear nearly all of it.
fails: [choose]
message: "whose largest development FMR is smallest"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    allowed = [name for name, rates in development.items() if rates["fnmr"] <= most_misses]
    if not allowed:
        return None
    best = min(allowed, key=lambda name: np.mean(development[name]["fmr"]))
    return [best, max(held_out[best]["fmr"])]
