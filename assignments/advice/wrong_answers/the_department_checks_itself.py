"""
misconception: A department that looks at its own work is taken for somebody else.
fails: [rules]
message: "r3: who looks"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r3": "outside"}
