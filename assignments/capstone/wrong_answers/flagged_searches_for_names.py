"""
misconception: Flagged searches are counted in place of names, so a search with ten names costs as much as one with one.
fails: [budget]
message: "not in flagged searches"
"""

# %% task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    mate_distance = np.asarray(mate_distance)
    threshold = min(t for t in mate_distance if np.mean(mate_distance > t) <= most_fnir)
    fmr = np.mean(np.min(distances, axis=1) <= threshold) / np.shape(distances)[1]
    return float("inf") if fmr == 0 else int(np.floor(hours_a_week * 52 * 60 / minutes / searches / fmr))
