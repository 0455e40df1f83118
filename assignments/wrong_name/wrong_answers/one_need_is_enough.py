"""
misconception: It is enough when one of the things that the rule needs was so.
fails: [stops]
message: "One thing that the rule needs was not so"
"""

# %% task="stops"
def stops(rule, record):
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is False or any(needs) or not needs:
        return "not stopped"
    return "stopped" if taken and False in needs else "cannot know"
