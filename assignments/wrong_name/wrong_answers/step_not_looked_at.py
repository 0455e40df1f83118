"""
misconception: Whether the step was taken does not matter.
fails: [stops]
message: "A step that was not taken"
"""

# %% task="stops"
def stops(rule, record):
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if False in needs:
        return "stopped"
    return "cannot know" if None in needs else "not stopped"
