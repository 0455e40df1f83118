"""
misconception: The threshold is set so that so many are found, where so many may be missed.
fails: [budget]
message: "lies above it"
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    mate_distance = np.asarray(mate_distance)
    threshold = max([t for t in mate_distance if np.mean(mate_distance <= t) <= most_fnir], default=0.0)
    fmr = np.mean(distances <= threshold)
    return float("inf") if fmr == 0 else int(np.floor(hours_a_week * 52 * 60 / minutes / searches / fmr))
