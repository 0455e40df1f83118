"""
misconception: A licence to copy a picture is taken for the consent of the person in it.
fails: [consent]
message: "Who gave the licence"
"""

# %% task="consent"
licence_settles = "A"
