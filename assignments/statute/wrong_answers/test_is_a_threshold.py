"""
misconception: A floor in a test is taken for a setting.
fails: [asks]
message: "q2"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "threshold", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = "threshold"
