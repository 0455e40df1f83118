"""
misconception: Whoever accepts nothing is thought to have found a setting, though nobody can make it.
fails: [settings]
message: "slider has no such threshold"
"""

# %% task="settings"
addresses = {who: f"explorer.html#recogniser={RECOGNISER}&threshold={t}&group=all" for who, t in {"stranger": -1, "owner": 9, "clerk": "1e999"}.items()}
prices = {"stranger": 100, "owner": 100, "clerk": 100}
