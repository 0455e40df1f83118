"""
misconception: What also comes from something else is independent.
fails: [independent]
message: "and from something else does come from it"
"""

# %% task="independent"
def independent(evidence, source):
    def follows(name):
        sources = evidence.get(name, [])
        return bool(sources) and all(one == source or follows(one) for one in sources)
    return [name for name in evidence if name != source and not follows(name)]
