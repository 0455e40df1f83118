"""
misconception: The threshold is chosen once; only the people reported on are drawn anew.
fails: [both]
message: "the threshold is chosen anew"
"""

# %% task="both"
def fmr_interval(development, held_out, dev_weights, out_weights, target):
    (a, b, chosen), (c, d, measured) = development, held_out
    threshold = threshold_at_fmr(np.asarray(chosen), target)
    rates = [np.average(np.asarray(measured) <= threshold, weights=out[c] * out[d]) for out in np.asarray(out_weights, float)]
    return [float(edge) for edge in np.quantile(rates, [0.025, 0.975])]
