"""
misconception: A person's distance is taken as the mean over all their images, so one bad picture hides a near one.
fails: [list]
message: "that of their nearest image"
"""

# %% task="list"
def candidates(distances, people, threshold, length):
    mean = {name: np.mean([d for d, p in zip(distances, people) if p == name]) for name in people}
    return [name for name in sorted(mean, key=mean.get) if mean[name] <= threshold][:length]
