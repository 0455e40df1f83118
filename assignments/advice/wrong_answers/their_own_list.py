"""
misconception: The department's own list is taken for a check of its files.
fails: [rules]
message: "who knows how many searches there were"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "B"
