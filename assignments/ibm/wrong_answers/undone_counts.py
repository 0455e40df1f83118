"""
misconception: Uses that were never done are counted as fitting or breaking.
fails: [score]
message: "what was done"
"""

# %% task="score"
def score(answers, done):
    answers = list(answers)
    return {"fits": answers.count("goes on"), "breaks": answers.count("stopped"), "open": answers.count("not said")}
