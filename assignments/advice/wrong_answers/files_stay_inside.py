"""
misconception: Files that an auditor draws are thought to be the department's affair.
fails: [rules]
message: "r2: who draws the files"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r2": "inside"}
