"""
misconception: What rests on the same picture as the search depends on the search.
fails: [independent]
message: "from the same picture as the search"
"""

# %% task="independent"
def independent(evidence, source):
    def all_from(name):
        sources = evidence.get(name, [])
        return set(sources).union(*(all_from(one) for one in sources))
    mine = all_from(source)
    return [name for name in evidence if name != source and source not in all_from(name) and not (mine & all_from(name))]
