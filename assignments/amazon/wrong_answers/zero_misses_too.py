"""
misconception: No misidentification is read as no error of either kind.
fails: [reply]
message: "A result holds for the setting"
"""

# %% task="reply"
reply_shows = "A"
