"""
misconception: One of the two later contracts is overlooked.
fails: [coding]
message: "two rows name such a contract"
"""

# %% task="coding"
supports = {"S1": [], "S2": ["C05", "C19"], "S3": [], "S4": ["C21"]}
contradicts = {"S1": ["C04"], "S2": [], "S3": ["C12"], "S4": []}
