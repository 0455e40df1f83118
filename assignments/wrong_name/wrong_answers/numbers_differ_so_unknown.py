"""
misconception: Where reports differ in a number nothing is known.
fails: [status]
message: "Does the sentence depend on that day"
"""

# %% task="status"
status = dict(zip(EIGHT, ['reported', 'not known', 'alleged', 'not known', 'alleged', 'reported', 'not known', 'alleged']))
