"""
misconception: A step of which the record is silent was taken.
fails: [stops]
message: "whether the step was taken. Could it have been stopped"
"""

# %% task="stops"
def stops(rule, record):
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is False or all(needs):
        return "not stopped"
    return "stopped" if False in needs else "cannot know"
