"""
misconception: Whoever does not comment admits it.
fails: [status]
message: "does somebody who does not comment"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'not known', 'alleged', 'reported', 'alleged', 'reported', 'admitted', 'alleged']))
