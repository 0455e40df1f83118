"""
misconception: The principle goes by the id of the case.
fails: [principle]
message: "by an id, a sentence or a day"
"""

# %% task="principle"
def principle(use):
    return use["id"] in ("U39", "U46", "U66")


hard = "U66"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
