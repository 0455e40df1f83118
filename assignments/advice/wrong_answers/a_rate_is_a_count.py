"""
misconception: A share of searches is taken for the number of names.
fails: [questions]
message: "q3"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q3": "FPIR"}
