"""
misconception: The parts are listed in the order of the dict that comes in.
fails: [flow]
message: "in the order of the task"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the card office", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the card office", "about": "the student", "receiver": "a firm at the exam hall", "what": "a template", "terms": "told at the door"}


def changed(before, after):
    return [part for part in after if before[part] != after[part]]
