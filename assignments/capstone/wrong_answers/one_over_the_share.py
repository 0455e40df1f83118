"""
misconception: If one file in twenty breaks a rule, reading twenty files is enough.
fails: [audit]
message: "a product of n factors"
"""

# %% task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    seen = share * kept_if_broken / (share * kept_if_broken + (1 - share) * kept)
    return int(np.ceil(chance / seen)) if seen else float("inf")
