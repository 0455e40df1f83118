"""
misconception: What the defence gets is thought to be seen by the police alone.
fails: [rules]
message: "r4: who has the file"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r4": "inside"}
