"""
misconception: A result at one setting is thought to hold for a client that sets none.
fails: [reply]
message: "A result holds for the setting"
"""

# %% task="reply"
reply_shows = "D"
could_show_misses = ["Q", "S"]
