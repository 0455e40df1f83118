"""
misconception: The use is not described.
fails: [invent]
message: "in a sentence of at least eight words"
"""

# %% task="invent"
escape = {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "It escapes."}
way = ["step"]
words = "arrest a person"
