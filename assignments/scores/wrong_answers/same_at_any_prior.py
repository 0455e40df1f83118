"""
misconception: What a band is worth is measured once and quoted for every use, whatever the prior there.
fails: [measure]
message: "Is the prior weighed in?"
"""

# %% task="measure"
_in_mated = np.mean((confidence_mated >= 51) & (confidence_mated < BAND_TOP))
_in_nonmated = np.mean((confidence_nonmated >= 51) & (confidence_nonmated < BAND_TOP))
at_even = float(_in_mated / (_in_mated + _in_nonmated))
at_rare = at_even
