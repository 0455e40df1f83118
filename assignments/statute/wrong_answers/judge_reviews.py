"""
misconception: Leave from outside is taken for review within.
fails: [asks]
message: "q6"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "person"}
no_law = "threshold"
