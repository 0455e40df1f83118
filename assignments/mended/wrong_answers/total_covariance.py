"""
misconception: The mean of all images is taken away, so that the covariance holds how people differ as well.
fails: [within]
message: "Take the mean of the own person"
"""

# %% task="within"
def within(templates, people):
    differ = np.asarray(templates, dtype=float) - np.mean(templates, axis=0)
    return differ.T @ differ / len(differ)
