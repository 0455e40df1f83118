"""
misconception: In a case with a suit everything is alleged.
fails: [status]
message: "two outlets say in their own voice whose"
"""

# %% task="status"
status = dict(zip(EIGHT, ['alleged', 'not known', 'alleged', 'alleged', 'alleged', 'alleged', 'not known', 'alleged']))
