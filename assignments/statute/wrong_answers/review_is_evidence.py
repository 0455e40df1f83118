"""
misconception: A second look is taken for other evidence.
fails: [asks]
message: "q5"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "evidence", "q6": "leave"}
no_law = "threshold"
