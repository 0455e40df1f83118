"""
misconception: An appropriate threshold is taken for one that can be found broken.
fails: [rules]
message: "r6: which threshold"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r6": "inside"}
