"""
misconception: The number has no jump, but it still moves when somebody sets another threshold.
fails: [jump]
message: "Somebody set another threshold"
"""

# %% task="jump"
def honest(distance, c):
    return 100 / (1 + (distance / c["threshold"]) ** 2)
