"""
misconception: The wanted share is put in where the prior belongs.
fails: [share]
message: "Turn Bayes' rule round"
"""

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    if mated_rate == 0:
        return float("nan")
    if nonmated_rate == 0:
        return 0.0
    return share * mated_rate / (share * mated_rate + (1 - share) * nonmated_rate)
