"""
why: A dict that nobody can change; claims of few words, and a principle about a tool of some kind.
"""

# %% task="anatomy"
from types import MappingProxyType
parts = MappingProxyType({"S8": "concedes", "S7": "reply", "S6": "objection ", "S5": "value", "S4": "also", "S3": "warrant", "S2": "claim", "S1": "fact"})
unsaid = "B "

# %% task="sides"
for_it = {"claim": "It was right to find him in this way.", "grounds": [("A figure that is quickly put up makes a demonstration that had to be notified beforehand, the courts held.", "L06"), ("Rules of the street should hold for everybody alike.", "value")],
  "warrant": "Whoever breaks a rule that all others keep may be found with the means that are at hand.", "also": "It would also let a camera find a woman who feeds pigeons where that is forbidden.",
  "objection": "A rule against quiet protest may itself be what is wrong, and then finding its breakers serves nothing good.", "hits": "warrant",
  "reply": "Whether a rule is good is for courts to say, and until then those who enforce it must treat all alike.", "concedes": "Where a court has struck the rule down, I would give up the claim."}
against_it = dict(claim="The police were wrong to look for him with the cameras.", grounds=(["Such use can keep others from speaking.", "L04"], ["Speaking up needs places where one is not named.", "value"]),
  warrant="A tool that frightens the peaceful should not be used against the peaceful.", also="By this it may not be used against quiet marchers whose cause I detest either.",
  objection="The peaceful can break laws too, and a city that shrugs at small breaches soon has large ones.", hits="warrant",
  reply="Small breaches were dealt with by officers on foot for a hundred years, and the city still stands.", concedes="If officers on foot could not be had, I would think again.")
