"""
misconception: A charity at its own work is taken for a loophole.
fails: [two]
message: "Open by the exception"
"""

# %% task="two"
open_by_exception = "U21"
open_by_silence = "U25"
