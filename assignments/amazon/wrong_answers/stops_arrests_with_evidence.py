"""
misconception: Every arrest is stopped, also one that other evidence supports.
fails: [patch, mend]
message: "It stops what the clause is to let be"
hint: The aim is that nobody is arrested on a search alone. Which field says whether there was more?
"""

# %% task="patch"
patch = [{"if": {"by_police": True, "step": ["arrest", "arrest after a lineup"]}, "then": "no"}]

# %% task="mend"
mended = [
    {"if": {"by_government": True, "step": ["arrest", "arrest after a lineup"]}, "then": "no"},
    {"if": {"for_police": True, "step": ["arrest", "arrest after a lineup"]}, "then": "no"},
]
