"""
misconception: The numbers that this notebook gave are typed in. They hold for one test and its two priors.
fails: [measure]
message: "not the counts"
hint: What does your function do with its arguments? It is asked about other tests too.
"""

# %% task="measure"
def worth(mated, nonmated, top, prior):
    return 0.87 if prior == 0.5 else 0.0006
