"""
why: What is not known is pandas' own NA; the letter is an array without a dimension. A sigmoid by Python's own exp.
"""

# %% task="measure"
import pandas as pd
def worth(mated, nonmated, top, prior):
    inside = lambda x: pd.Series(x, dtype=float).between(51, top, inclusive="left").mean()
    up = prior * inside(mated)
    return np.divide(up, up + (1 - prior) * inside(nonmated)) if up + inside(nonmated) > 0 else pd.NA

# %% task="meaning"
import numpy as np

similarity_is = np.array("C")

# %% task="jump"
import math
def honest(distance, c):
    return 100 / (1 + math.exp(-(c["w"] * distance + c["b"])))
