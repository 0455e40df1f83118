"""
misconception: The set with the smallest ratio of largest to smallest FMR is chosen, however large both are.
fails: [choose]
message: "whose largest development FMR is smallest"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    allowed = [name for name, rates in development.items() if rates["fnmr"] <= most_misses]
    if not allowed:
        return None
    best = min(allowed, key=lambda name: max(development[name]["fmr"]) / max(min(development[name]["fmr"]), 1e-9))
    return [best, max(held_out[best]["fmr"])]
