"""
misconception: A second field is named though one is enough.
fails: [invent]
message: "One of the two fields is enough"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step", "who"]
words = "arrest a person"
