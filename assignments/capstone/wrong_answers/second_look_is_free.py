"""
misconception: Only the first look costs anything.
fails: [review]
message: "a second time"
"""

# %% task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    return (right + wrong) * minutes / 60 * wage, right * keep_right**2, wrong * keep_wrong**2
