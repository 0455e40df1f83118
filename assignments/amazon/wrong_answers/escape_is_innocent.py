"""
misconception: A use that nobody meant to stop is taken for a way out.
fails: [invent]
message: "not what the clause was meant to stop"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "lead", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = "arrest a person"
