"""
misconception: A threshold that is no number is thought to have no errors, since it is compared with nothing.
fails: [settings]
message: "slider has no such threshold"
"""

# %% task="settings"
addresses = {who: f"explorer.html#recogniser={RECOGNISER}&threshold=nan" for who in ("stranger", "owner", "clerk")}
prices = {who: 0 for who in addresses}
