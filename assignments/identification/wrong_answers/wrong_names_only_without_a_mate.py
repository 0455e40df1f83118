"""
misconception: Wrong names are counted only for searches without a mate; a search for an enrolled person can name others too.
fails: [worth]
message: "wrong ones from every search"
"""

# %% task="worth"
def right_share(enrolled, missed, wrong_names):
    right, wrong = enrolled * (1 - missed), (1 - enrolled) * wrong_names
    return right / (right + wrong) if right + wrong else float("nan")
