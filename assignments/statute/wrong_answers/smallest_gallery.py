"""
misconception: The smallest gallery is chosen where the largest is asked for.
fails: [gallery]
message: "The largest gallery that stays below"
"""

# %% task="gallery"
false_matches = {name: 1000 * int(name) / ONE_IN for name in ("100", "2000", "50000", "1000000")}
stop = [name for name in false_matches if int(name) / ONE_IN <= 0.1][0]
mean_or_search = "B"
