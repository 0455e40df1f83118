"""
misconception: The groups and numbers of this notebook are typed in. They hold for one change and one recogniser.
fails: [whom]
message: "the estimate of its own interval"
hint: What does your function do with `rows`? It is asked about other groups too.
"""

# %% task="whom"
def for_whom(rows):
    return {"african": 0.01, "asian": 0.02, "european": 0.01}, ["asian"]
