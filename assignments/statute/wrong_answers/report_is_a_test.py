"""
misconception: A count afterwards is taken for a test.
fails: [asks]
message: "q3"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "test", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = "threshold"
