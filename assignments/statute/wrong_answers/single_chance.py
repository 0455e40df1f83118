"""
misconception: The chance of a comparison is taken for that of a search, in words.
fails: [gallery]
message: "expected number over many searches"
"""

# %% task="gallery"
false_matches = {name: 1000 * int(name) / ONE_IN for name in ("100", "2000", "50000", "1000000")}
stop = [name for name in false_matches if int(name) / ONE_IN <= 0.1][-1]
mean_or_search = "A"
