"""
misconception: A pair counts as often as its first person was drawn; the second is forgotten.
fails: [both]
message: "product of its two people's weights"
"""

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    (a, b, chosen), (c, d, measured) = development, held_out
    rates = []
    for dev, out in zip(np.asarray(dev_weights, float), np.asarray(out_weights, float)):
        threshold = evaluation.weighted_threshold(np.asarray(chosen), dev[a], target)
        rates.append(np.average(np.asarray(measured) <= threshold, weights=out[c]))
    return [float(edge) for edge in np.quantile(rates, [0.025, 0.975])]
