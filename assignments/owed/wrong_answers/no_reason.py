"""
misconception: That somebody would spare the hard case is said without a reason.
fails: [principle]
message: "in ten words or more"
"""

# %% task="principle"
def principle(use):
    return use["public_space"] is True


hard = "U66"
why = "It is hard, and it is hard, and it is so."
choice = "keep"
