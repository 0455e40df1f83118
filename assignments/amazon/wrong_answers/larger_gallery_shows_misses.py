"""
misconception: A larger gallery is thought to show misses.
fails: [reply]
message: "Neither a larger gallery"
"""

# %% task="reply"
reply_shows = "C"
could_show_misses = ["Q", "R", "S"]
