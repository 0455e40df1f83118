"""
misconception: The principle fits the case alone.
fails: [principle]
message: "this case and hardly another"
"""

# %% task="principle"
def principle(use):
    return use["purpose"] == "protest monitoring"


hard = "U80"
why = "A child has been abducted, a judge has agreed, and the station is where the trail ends for now."
choice = "keep"
