"""
misconception: The prices are written as text, with a sign for percent.
fails: [settings]
message: "Text came back where a number is asked for"
"""

# %% task="settings"
addresses = {"stranger": "explorer.html#recogniser=sface&threshold=0.307&gallery=25000&group=all&prior=0.5&searches=1000", "owner": "explorer.html#recogniser=sface&threshold=0.392&gallery=25000&group=all&prior=0.5&searches=1000", "clerk": "explorer.html#recogniser=sface&threshold=0.365&gallery=25000&group=all&prior=0.5&searches=1000"}
prices = {"stranger": "3.7%", "owner": "1.1%", "clerk": "0.47%"}
