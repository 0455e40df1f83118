"""
misconception: A setting that returns nobody is thought to show that somebody was missed.
fails: [reply]
message: "Neither a larger gallery"
"""

# %% task="reply"
reply_shows = "C"
could_show_misses = ["Q", "S", "T"]
