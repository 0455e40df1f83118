"""
misconception: An estimate above 0 is taken for a sure direction; the interval is not looked at.
fails: [whom]
message: "the whole interval lies above 0"
"""

# %% task="whom"
mean_change = {one.group: one.mated.estimate for one in changes}
sure = sorted(one.group for one in changes if one.mated.estimate > 0)
