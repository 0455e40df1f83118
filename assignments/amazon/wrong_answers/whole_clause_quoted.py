"""
misconception: The whole clause is quoted in place of the words that let it out.
fails: [invent]
message: "Quote only the words"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = ["step"]
words = clause.words
