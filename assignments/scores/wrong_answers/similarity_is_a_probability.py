"""
misconception: A similarity is read as the probability of being the same person.
fails: [meaning]
message: "claims no more than the service has said"
"""

# %% task="meaning"
similarity_is = "A"
