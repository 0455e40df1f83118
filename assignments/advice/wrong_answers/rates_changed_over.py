"""
misconception: The two rates are taken for each other.
fails: [questions]
message: "q1"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q1": "FPIR", "q2": "FNIR"}
