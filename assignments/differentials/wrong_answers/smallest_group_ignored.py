"""
misconception: Groups with few people are left out of the report, as if too little data were good news.
fails: [small]
message: "No group is left out"
"""

# %% task="small"
def not_shown(groups, limit):
    names = []
    for name, seen in groups.items():
        if seen["people"] < 30:
            continue
        upper = seen["high"] if seen["errors"] else min(1, 3 / seen["people"])
        if upper >= limit:
            names.append(name)
    return sorted(names)
