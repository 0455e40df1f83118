"""
misconception: One pass through the dict finds everything that follows.
fails: [independent]
message: "in whatever order"
"""

# %% task="independent"
def independent(evidence, source):
    follows = {source}
    for name, sources in evidence.items():
        if follows & set(sources):
            follows.add(name)
    return [name for name in evidence if name not in follows]
