"""
misconception: If it is not known whether the step was taken, nothing is.
fails: [stops]
message: "whether or not the step was taken"
"""

# %% task="stops"
def stops(rule, record):
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is None:
        return "cannot know"
    if taken is False or all(needs):
        return "not stopped"
    return "stopped" if False in needs else "cannot know"
