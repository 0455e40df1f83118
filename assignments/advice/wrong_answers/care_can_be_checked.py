"""
misconception: A call for care is taken for a rule that can be broken.
fails: [rules]
message: "r1: on which day"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r1": "outside"}
