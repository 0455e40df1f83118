"""
misconception: The person concerned is thought to send, although an office hands it on.
fails: [flow]
message: "Who hands the information on"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the card office", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the student", "about": "the student", "receiver": "a firm at the exam hall", "what": "a template", "terms": "told at the door"}


def changed(before, after):
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
