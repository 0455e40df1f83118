"""
misconception: The threshold is taken from a quantile, which lies between two distances.
fails: [budget]
message: "A quantile may lie between two distances"
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    t = np.quantile(mate_distance, 1 - most_fnir)
    fmr = np.mean(distances <= t)
    if fmr == 0: return float("inf")
    return int(hours_a_week * 52 * 60 / minutes / searches / fmr)
