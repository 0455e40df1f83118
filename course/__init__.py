"""The ethics of face recognition: the package the notebooks tell their story with.

Importing it loads nothing heavy. Each part is imported where it is used:

``course.faces``       the synthetic cast: images, labels, embeddings
``course.matching``    detect, align, represent, compare, enrol, search
``course.evaluation``  error rates, thresholds, identification, groups, intervals
``course.own``         your own images, on this machine alone: add, update, forget
``course.accuracy``    what the recognisers get wrong on the cast
``course.policy``      sourced claims, the timeline, commitments as rules
``course.lab``         figures, the threshold explorer, checks and hints
``course.authoring``   one source to many notebooks; wrong answers; variants
``course.grading``     safe grading in bulk, on nbgrader
"""

__version__ = "0.1.0"

import os as _os

# onnxruntime would otherwise keep a device id and report its use; nothing in this course leaves the machine.
_os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
