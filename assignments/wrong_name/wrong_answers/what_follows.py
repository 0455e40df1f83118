"""
misconception: The list of what does come from the search.
fails: [independent]
message: "what does not come from it stays"
"""

# %% task="independent"
def independent(evidence, source):
    follows = {source}
    for _ in evidence:
        follows |= {name for name, sources in evidence.items() if follows & set(sources)}
    return [name for name in evidence if name in follows and name != source]
