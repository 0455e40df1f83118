"""
misconception: Where no mated pair gets the score, a prior of 1 is named; then no pair with the score is mated either.
fails: [share]
message: "no prior is enough"
"""

# %% task="share"
def prior_needed(share, mated_rate, nonmated_rate):
    against, pro = share * nonmated_rate, (1 - share) * mated_rate
    return against / (against + pro) if against + pro else 1.0
