"""
misconception: Odds are returned where a share is asked for.
fails: [share]
message: "put your answer back as the prior"
"""

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    if mated_rate == 0:
        return float("nan")
    return share / (1 - share) * nonmated_rate / mated_rate
