"""
misconception: Right names cost no time, as if the examiner knew beforehand which they are.
fails: [review]
message: "looked at once"
"""

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    looks = wrong + wrong * keep_wrong
    return looks * minutes / 60 * wage, right * keep_right**2, wrong * keep_wrong**2
