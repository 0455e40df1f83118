"""
misconception: A larger threshold keeps the misses too, but it gives more wrong names, and so leaves a smaller gallery.
fails: [budget]
message: "the smallest at which"
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    mate_distance = np.asarray(mate_distance)
    threshold = max(mate_distance)
    fmr = np.mean(distances <= threshold)
    return float("inf") if fmr == 0 else int(np.floor(hours_a_week * 52 * 60 / minutes / searches / fmr))
