"""
misconception: The training set is chosen by its rates on the half that is reported.
fails: [choose]
message: "development FMR is smallest"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    allowed = [name for name, rates in held_out.items() if rates["fnmr"] <= most_misses]
    if not allowed:
        return None
    best = min(allowed, key=lambda name: max(held_out[name]["fmr"]))
    return [best, max(held_out[best]["fmr"])]
