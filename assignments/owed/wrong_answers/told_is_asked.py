"""
misconception: To be told is taken for being asked.
fails: [flow]
message: "What the people concerned were told or asked"
"""

# %% task="flow"
flow_before = {"sender": "the student", "about": "the student", "receiver": "the card office", "what": "a photograph", "terms": "needed for a card"}
flow_after = {"sender": "the card office", "about": "the student", "receiver": "a firm at the exam hall", "what": "a template", "terms": "asked beforehand"}


def changed(before, after):
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
