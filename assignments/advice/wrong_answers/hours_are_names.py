"""
misconception: Names and the hours that they take are taken for each other.
fails: [questions]
message: "q3"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q3": "hours", "q4": "names"}
