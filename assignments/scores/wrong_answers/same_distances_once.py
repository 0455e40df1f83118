"""
misconception: The distances are put into a set, which keeps one of several pairs at the same distance.
fails: [pairs]
message: "both count"
"""

# %% task="pairs"
def split(distance, subjects):
    mated, nonmated = set(), set()
    for i in range(len(subjects)):
        for j in range(i):
            (mated if subjects[i] == subjects[j] else nonmated).add(distance[i][j])
    return list(mated), list(nonmated)
