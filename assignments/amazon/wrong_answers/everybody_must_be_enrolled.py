"""
misconception: Misses are thought to need a test in which everybody is enrolled.
fails: [reply]
message: "One that could is left out"
"""

# %% task="reply"
reply_shows = "C"
could_show_misses = ["Q"]
