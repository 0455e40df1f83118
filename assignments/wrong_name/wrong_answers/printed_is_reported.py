"""
misconception: What a newspaper prints of a suit is reported.
fails: [status]
message: "an outlet writes"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'not known', 'alleged', 'reported', 'reported', 'reported', 'not known', 'alleged']))
