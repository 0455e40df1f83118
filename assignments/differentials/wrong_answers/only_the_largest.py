"""
misconception: Only the group with the largest estimate is said to be affected; the intervals are not looked at.
fails: [whom]
message: "the whole interval lies above 0"
"""

# %% task="whom"
mean_change = {one.group: one.mated.estimate for one in changes}
sure = [max(mean_change, key=mean_change.get)]
