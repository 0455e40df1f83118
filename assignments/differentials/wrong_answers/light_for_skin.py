"""
misconception: A distance that grows between people is read as better recognition of those people.
fails: [reads]
message: "ask what changed along with the skin"
"""

# %% task="reads"
audit_shows = "C"
correlation_shows = "C"
signs_show = "C"
