"""
misconception: The curve of the accepted pairs is joined to a lower one, and a jump is left between them.
fails: [jump]
message: "There is a jump"
"""

# %% task="jump"
def honest(distance, c):
    top = 100 / (1 + distance)
    return top if distance <= c["threshold"] else top / 2
