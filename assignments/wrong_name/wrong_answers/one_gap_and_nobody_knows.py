"""
misconception: As soon as one thing is open nobody can know.
fails: [stops]
message: "Does it matter what else the record leaves open"
"""

# %% task="stops"
def stops(rule, record):
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is False or all(needs):
        return "not stopped"
    return "cannot know" if taken is None or None in needs else "stopped"
