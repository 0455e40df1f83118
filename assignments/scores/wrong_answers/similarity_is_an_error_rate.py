"""
misconception: A score is read as an error rate of the matches with this score.
fails: [meaning]
message: "claims no more than the service has said"
"""

# %% task="meaning"
similarity_is = "B"
