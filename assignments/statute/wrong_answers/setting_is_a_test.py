"""
misconception: A setting is taken for a test.
fails: [asks]
message: "q1"
"""

# %% task="asks"
asks = {"q1": "test", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = "threshold"
