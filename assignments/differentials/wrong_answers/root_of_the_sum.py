"""
misconception: The n-th root is taken of a sum, not of a product.
fails: [spread]
message: "A sum is no product"
"""

# %% task="spread"
def worst_to_typical(rates):
    return float(np.max(rates) / np.sum(rates) ** (1 / len(rates)))
