"""
misconception: A thing that nobody knows was at least alleged.
fails: [status]
message: "Excerpt E4 says only"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'alleged', 'alleged', 'reported', 'alleged', 'reported', 'not known', 'alleged']))
