"""
why: Pandas columns with labels of their own.
"""

# %% task="report"
import pandas as pd
def report(development_nonmated, evaluation_mated, evaluation_nonmated, target):
    t = evaluation.threshold_at_fmr(development_nonmated, target)
    return pd.Series({"fmr": (pd.Series(evaluation_nonmated) <= t).mean(), "fnmr": (pd.Series(evaluation_mated) > t).mean()})

# %% task="measure"
import pandas as pd
def reported(target):
    t = evaluation.threshold_at_fmr(development.nonmated, target)
    return pd.Series([t, (held_out.nonmated <= t).mean(), (held_out.mated > t).mean()], index=["threshold", "fmr", "fnmr"])
