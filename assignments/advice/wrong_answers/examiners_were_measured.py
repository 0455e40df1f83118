"""
misconception: The FPIR is taken to tell what examiners do.
fails: [questions]
message: "q7"
"""

# %% task="questions"
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
answers = answers | {"q7": "FPIR"}
