"""
misconception: A review by people removes all wrong names and loses no right one.
fails: [review]
message: "keeps a share of what they are given"
"""

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    looks = right + wrong + right * keep_right + wrong * keep_wrong
    return looks * minutes / 60 * wage, right, 0.0
