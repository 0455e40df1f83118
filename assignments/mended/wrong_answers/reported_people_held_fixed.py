"""
misconception: Only the development people are drawn anew; those reported on are taken for everybody.
fails: [both]
message: "Each draw changes both halves"
"""

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    (a, b, chosen), (c, d, measured) = development, held_out
    rates = []
    for dev in np.asarray(dev_weights, float):
        threshold = evaluation.weighted_threshold(np.asarray(chosen), dev[a] * dev[b], target)
        rates.append(np.mean(np.asarray(measured) <= threshold))
    return [float(edge) for edge in np.quantile(rates, [0.025, 0.975])]
