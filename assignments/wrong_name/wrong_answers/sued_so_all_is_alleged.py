"""
misconception: In a case with a suit everything is alleged.
fails: [status]
message: "what do both say in their own voice"
"""

# %% task="status"
status = dict(zip(EIGHT, ['alleged', 'not known', 'alleged', 'alleged', 'alleged', 'alleged', 'not known', 'alleged']))
