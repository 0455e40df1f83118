"""
misconception: The words do not stand in the clause.
fails: [invent]
message: "exactly as they stand"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = "put in a lineup"
