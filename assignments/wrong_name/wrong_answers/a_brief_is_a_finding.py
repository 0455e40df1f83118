"""
misconception: What stands in a brief was found by the court.
fails: [status]
message: "Has anybody decided"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'not known', 'alleged', 'reported', 'alleged', 'reported', 'not known', 'found']))
