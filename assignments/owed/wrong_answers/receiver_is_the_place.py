"""
misconception: The place where a card is used is taken for the one who receives the photograph.
fails: [flow]
message: "not the place and not who agreed"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the library", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the card office", "about": "the student", "receiver": "a firm at the exam hall", "what": "a template", "terms": "told at the door"}


def changed(before, after):
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
