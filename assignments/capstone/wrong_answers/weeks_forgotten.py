"""
misconception: The hours of a week are set against the searches of a year.
fails: [budget]
message: "The hours are those of a week"
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    mate_distance = np.asarray(mate_distance)
    threshold = min(t for t in mate_distance if np.mean(mate_distance > t) <= most_fnir)
    fmr = np.mean(distances <= threshold)
    return float("inf") if fmr == 0 else int(np.floor(hours_a_week * 60 / minutes / searches / fmr))
