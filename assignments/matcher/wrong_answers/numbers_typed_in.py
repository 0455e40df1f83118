"""
misconception: The two numbers of this notebook are typed in. They hold for one gallery and one set of probes.
fails: [measure]
message: "divide the right answers by the number of probes"
hint: What does your function do with its arguments? It is asked about other galleries too.
"""

# %% task="measure"
def measure(gallery, gallery_names, probes, probe_names):
    return 0.9, 0.05
