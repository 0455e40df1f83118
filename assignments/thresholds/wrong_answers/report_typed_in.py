"""
misconception: The numbers for one target are typed in. They hold for no other target.
fails: [measure]
message: "A threshold is chosen on the development people"
hint: What does your function do with `target`? It is asked about other targets too.
"""

# %% task="measure"
def reported(target):
    return 0.04, 0.01, 0.05
