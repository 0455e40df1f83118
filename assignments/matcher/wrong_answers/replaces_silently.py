"""
misconception: Enrolling a name again replaces the template without a word.
fails: [enrol]
message: "already enrolled must be refused"
"""

# %% task="enrol"
def enrol(gallery, name, template):
    template = np.asarray(template, dtype=float)
    return {**gallery, name: template / np.linalg.norm(template)}
