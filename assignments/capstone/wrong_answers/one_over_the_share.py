"""
misconception: If one file in twenty breaks a rule, reading twenty files is enough.
fails: [audit]
message: "a product of n factors"
"""

# %% task="audit"
def files_to_read(share, chance):
    return int(np.ceil(chance / share))
