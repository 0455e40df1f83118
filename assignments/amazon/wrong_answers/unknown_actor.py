"""
misconception: The actor is described in words of its own.
fails: [invent]
message: "who may be"
"""

# %% task="invent"
escape = {"who": "the cops", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = "arrest a person"
