"""
misconception: Every part is there, and none says anything.
fails: [sides]
message: "against_it, grounds"
"""

# %% task="sides"
for_it = {
    "claim": "It was right to look for the man in the metro with the cameras that were there.",
    "grounds": [("The courts held that the demonstration had to be notified beforehand.", "L06"),
                ("A rule that holds for everybody protects everybody who uses a station.", "value")],
    "warrant": "A state may use what it has to find whoever broke a rule, if the rule is known, small and the same for all.",
    "also": "It also allows a search for somebody who has not paid a parking fine, which I find petty.",
    "objection": "The rule was a rule against speaking alone with a banner. To enforce it with cameras on every platform makes others silent.",
    "hits": "warrant",
    "reply": "Then the rule is what should fall, by a vote or in a court. Until it falls, half-hearted enforcement strikes whom an officer dislikes.",
    "concedes": "If the cameras were used for this rule and for no other, I would call it harassment.",
}
against_it = {
    "claim": "Responsibility for such technology is a shared journey of the whole ecosystem.",
    "grounds": [("Stakeholders bear a profound duty of care.", "value"), ("Transparency fosters trust.", "value")],
    "warrant": "A nuanced balance between innovation and accountability remains essential across the entire value chain today.",
    "also": "Similar considerations apply elsewhere too, of course.",
    "objection": "Critics may contend that responsibility for such technology is not a shared journey of the whole ecosystem.",
    "hits": "warrant",
    "reply": "However, responsibility for such technology is really a shared journey of the whole ecosystem, as has been said.",
    "concedes": "It all depends on context.",
}
