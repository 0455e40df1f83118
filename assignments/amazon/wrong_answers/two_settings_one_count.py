"""
misconception: A result at one setting is thought to refute a count at another.
fails: [reply]
message: "A result holds for the setting"
"""

# %% task="reply"
reply_shows = "B"
could_show_misses = ["Q", "S"]
