"""
misconception: What the record does not say was not so.
fails: [stops]
message: "Silence is neither yes nor no"
"""

# %% task="stops"
def stops(rule, record):
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is False or all(needs):
        return "not stopped"
    return "stopped" if taken else "cannot know"
