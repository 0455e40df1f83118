"""
misconception: What is made of a photograph is taken for the photograph.
fails: [flow]
message: "or what was made of it"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the card office", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the card office", "about": "the student", "receiver": "a firm at the exam hall", "what": "a photograph", "terms": "told at the door"}


def changed(before, after):
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
