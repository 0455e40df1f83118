"""
misconception: The use is the very one that the words forbid.
fails: [invent]
message: "The clause stops this use"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = "arrest a person"
