"""
misconception: The rate on the half where the set was chosen is reported.
fails: [choose]
message: "on the other half"
"""

# %% task="choose"
def choose_set(development, held_out, most_misses):
    allowed = [name for name, rates in development.items() if rates["fnmr"] <= most_misses]
    if not allowed:
        return None
    best = min(allowed, key=lambda name: max(development[name]["fmr"]))
    return [best, max(development[best]["fmr"])]
