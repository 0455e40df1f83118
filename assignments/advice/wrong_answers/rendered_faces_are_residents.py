"""
misconception: Rates on rendered faces are taken for rates of residents.
fails: [questions]
message: "q8"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q8": "FNIR"}
