"""
misconception: Only what comes from the search directly depends on it.
fails: [independent]
message: "Follow the steps to the end"
"""

# %% task="independent"
def independent(evidence, source):
    return [name for name, sources in evidence.items() if name != source and source not in sources]
