"""
misconception: Whoever receives it is thought to be whom it is about.
fails: [flow]
message: "it may be about the same people"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the card office", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the card office", "about": "a firm at the exam hall", "receiver": "a firm at the exam hall", "what": "a template", "terms": "told at the door"}


def changed(before, after):
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
