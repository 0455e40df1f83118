"""
misconception: The principle does not reach its own case.
fails: [principle]
message: "does not condemn the case itself"
"""

# %% task="principle"
def principle(use):
    return use["purpose"] == "missing person"


hard = "U66"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
