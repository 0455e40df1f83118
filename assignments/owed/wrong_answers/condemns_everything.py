"""
misconception: The principle condemns every use there is.
fails: [principle]
message: "a telephone that its owner unlocks"
"""

# %% task="principle"
def principle(use):
    return True


hard = "U66"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
