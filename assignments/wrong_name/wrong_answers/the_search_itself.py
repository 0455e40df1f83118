"""
misconception: The search does not come from itself, so it is independent of itself.
fails: [independent]
message: "The source itself is not in the list"
"""

# %% task="independent"
def independent(evidence, source):
    follows = {source}
    for _ in evidence:
        follows |= {name for name, sources in evidence.items() if follows & set(sources)}
    return [name for name in evidence if name == source or name not in follows]
