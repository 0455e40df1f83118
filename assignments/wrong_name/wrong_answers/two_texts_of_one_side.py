"""
misconception: A party that says it strongly is a report.
fails: [status]
message: "on whose side do they stand"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'not known', 'reported', 'reported', 'alleged', 'reported', 'not known', 'reported']))
