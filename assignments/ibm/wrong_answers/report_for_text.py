"""
misconception: A news report is taken as evidence of what the letter says.
fails: [coding]
message: "evidence of what the text says"
"""

# %% task="coding"
supports = {"S1": ["C05", "C19"], "S2": ["C05", "C19"], "S3": [], "S4": ["C21"]}
contradicts = {"S1": ["C04"], "S2": [], "S3": ["C12", "C14"], "S4": []}
