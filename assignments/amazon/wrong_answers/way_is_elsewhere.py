"""
misconception: A field is named that has nothing to do with the way out.
fails: [invent]
message: "The way out is elsewhere"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["purpose"]
words = "arrest a person"
