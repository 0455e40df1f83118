"""
misconception: How people differ from each other is taken for how images of one person differ.
fails: [within]
message: "How people differ from each other plays no part"
"""

# %% task="within"
def within(templates, people):
    templates, people = np.asarray(templates, dtype=float), np.asarray(people)
    means = np.stack([templates[people == person].mean(axis=0) for person in people])
    differ = means - templates.mean(axis=0)
    return differ.T @ differ / len(differ)
