"""
misconception: Misses are thought to be beyond any test.
fails: [reply]
message: "One that could is left out"
"""

# %% task="reply"
reply_shows = "C"
could_show_misses = []
