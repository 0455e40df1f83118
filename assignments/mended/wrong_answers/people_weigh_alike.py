"""
misconception: Each person's own covariance is averaged, so that an image of a person with few images counts more.
fails: [within]
message: "each image counts once"
"""

# %% task="within"
def within(templates, people):
    templates, people = np.asarray(templates, dtype=float), np.asarray(people)
    parts = []
    for person in np.unique(people):
        own = templates[people == person]
        parts.append((own - own.mean(axis=0)).T @ (own - own.mean(axis=0)) / len(own))
    return np.mean(parts, axis=0)
