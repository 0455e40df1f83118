"""
misconception: One file in so many is thought to be certain after so many files.
fails: [rules]
message: "a product, one factor a file"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
files = round(1 / BROKEN)
