"""
misconception: Whatever has eight parts is taken for a sentence of eight words.
fails: [invent]
message: "in a sentence of at least eight words"
"""

# %% task="invent"
escape = {"who": "sheriff's office", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
          "sentence": "arrest arrest arrest arrest arrest arrest arrest arrest"}
way = ["who"]
words = "officer of the Department"
