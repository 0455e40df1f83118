"""
misconception: The head of the department is taken for somebody outside.
fails: [rules]
message: "r5: who knows"
"""

# %% task="rules"
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
checked = checked | {"r5": "outside"}
