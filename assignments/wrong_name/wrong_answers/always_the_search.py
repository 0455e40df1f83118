"""
misconception: The source is always called search.
fails: [independent]
message: "whatever it is called"
"""

# %% task="independent"
def independent(evidence, source):
    source = "search"
    follows = {source}
    for _ in evidence:
        follows |= {name for name, sources in evidence.items() if follows & set(sources)}
    return [name for name in evidence if name not in follows]
