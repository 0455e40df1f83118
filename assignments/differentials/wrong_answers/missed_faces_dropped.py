"""
misconception: Pictures in which no face was found are dropped, so the worst pictures improve the rate.
fails: [turned]
message: "A picture without a face was not accepted either"
"""

# %% task="turned"
def turned_away(distances, not_found, threshold):
    return float(np.mean(distances > threshold)) if len(distances) else 1.0
