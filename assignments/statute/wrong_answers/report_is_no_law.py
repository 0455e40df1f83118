"""
misconception: A duty to report is thought to be no law.
fails: [asks]
message: "no_law"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = "report"
