"""
misconception: A use with other evidence is taken for a way out.
fails: [invent]
message: "not what the clause was meant to stop"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": True,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = "arrest a person"
