"""
misconception: One false match in each search is taken for one in ten.
fails: [gallery]
message: "how many is that in 1,000"
"""

# %% task="gallery"
false_matches = {name: 1000 * int(name) / ONE_IN for name in ("100", "2000", "50000", "1000000")}
stop = [name for name in false_matches if int(name) / ONE_IN <= 5][-1]
mean_or_search = "B"
