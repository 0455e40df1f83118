"""
misconception: The principle answers with a word in place of True or False.
fails: [principle]
message: "Return True or False for every use"
"""

# %% task="principle"
def principle(use):
    return "wrong" if use["public_space"] else "fine"


hard = "U66"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
