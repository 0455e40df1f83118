"""
misconception: Other evidence is taken for a second look.
fails: [asks]
message: "q4"
"""

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "person", "q5": "person", "q6": "leave"}
no_law = "threshold"
