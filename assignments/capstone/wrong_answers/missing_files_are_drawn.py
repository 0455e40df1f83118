"""
misconception: A file that is missing is drawn all the same, and shows nothing.
fails: [audit]
message: "share of the files that are there"
"""

# %% task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    if kept_if_broken == 0:
        return float("inf")
    return int(np.ceil(np.log(1 - chance) / np.log(1 - share * kept_if_broken)))
