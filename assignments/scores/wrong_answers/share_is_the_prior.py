"""
misconception: The share that is wanted is taken for the prior that it takes.
fails: [share]
message: "put your answer back as the prior"
"""

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    if mated_rate == 0:
        return float("nan")
    return share if nonmated_rate else 0.0
