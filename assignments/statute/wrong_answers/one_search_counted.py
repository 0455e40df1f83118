"""
misconception: The expectation of one search is given for a thousand.
fails: [gallery]
message: "How many comparisons do 1,000 searches make"
"""

# %% task="gallery"
false_matches = {name: int(name) / ONE_IN for name in ("100", "2000", "50000", "1000000")}
stop = [name for name in false_matches if int(name) / ONE_IN <= 0.1][-1]
mean_or_search = "B"
