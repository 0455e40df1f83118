"""
misconception: The reply gives up nothing.
fails: [sides]
message: "for_it, concedes"
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
    "concedes": "Nothing at all.",
}
against_it = {
    "claim": "It was wrong to look for the man in the metro with the cameras that were there.",
    "grounds": [("The court called his demonstration peaceful beyond dispute.", "L07"), ("No record of the search existed.", "L05")],
    "warrant": "A state may search a crowd for one person only if that person endangers others and a judge could later see why.",
    "also": "It would forbid a live search for a man who pays no fines, and the rest of us pays for him.",
    "objection": "A rule that demonstrations be notified protects everybody who travels, and a rule that nobody enforces is none.",
    "hits": "grounds",
    "reply": "Notice may be asked for and a fine be sent by post. Enforcement did not need cameras; it only became cheap with them.",
    "concedes": "If he had blocked a train, I would think otherwise.",
}
