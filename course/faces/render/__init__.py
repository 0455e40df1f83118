"""How the cast was made: an identity is sampled from a seed, shaped, painted, photographed and developed.

``identity``, ``shot`` and ``plan`` are numpy alone and run anywhere. ``headmodel``, ``skin``, ``hair``, ``camera`` and
``photo`` compute in numpy and scipy; ``scene`` drives Blender. Those run in the render environment (``provision``), in
processes (``worker``) that ``run`` starts. ``assemble`` writes the tables of ``data/faces``.
"""
