"""
misconception: The base rate is ignored, as if everybody searched for were enrolled.
fails: [worth]
message: "the base rate"
"""

# %% task="worth"
def right_share(enrolled, missed, wrong_names):
    right = 1 - missed
    if right + wrong_names == 0:
        return float("nan")
    return float(right / (right + wrong_names))
