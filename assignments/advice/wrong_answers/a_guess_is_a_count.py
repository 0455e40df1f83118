"""
misconception: A number that somebody believes is taken for one that nobody has.
fails: [questions]
message: "q6"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q6": "nobody"}
