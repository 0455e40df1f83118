"""
misconception: The case that is called hard is one that the principle does not decide.
fails: [principle]
message: "does not condemn the use that you call hard"
"""

# %% task="principle"
def principle(use):
    return use["public_space"] is True


hard = "U36"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
