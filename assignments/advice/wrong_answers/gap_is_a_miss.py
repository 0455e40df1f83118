"""
misconception: A difference between groups is taken for a rate.
fails: [questions]
message: "q5"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q5": "FPIR"}
