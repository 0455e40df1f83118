"""The ethics of face recognition: the package the notebooks tell their story with.

Importing it loads nothing heavy. Each part is imported where it is used:

``course.faces``       the synthetic cast: images, labels, embeddings
``course.matching``    detect, align, represent, compare, enrol, search
``course.evaluation``  error rates, thresholds, identification, groups, intervals
``course.own``         your own images, on this machine alone: add, update, forget
``course.accuracy``    what the recognisers get wrong on the cast
``course.policy``      sourced claims, the timeline, commitments as rules
``course.rekognition`` a local service with Rekognition's shape
``course.judgement``   cases decided step by step, arguments, lenses, clauses; a record that stays with the student
``course.figures``     figures by subject, each with words
``course.explorer``    drag a threshold, and see whom it touches
``course.mending``     choose who trains a last layer, and see whose errors change
``course.checks``      ask a student's code, compare its answer
``course.content``     lessons and assignments: one source to many notebooks
``course.study``       self-check, progress, quizzes
``course.grading``     safe grading in bulk, on nbgrader
``course.proofs``      right and wrong answers, graded; small slips, noticed
``course.authoring``   the address of `selfcheck` in notebooks released earlier
``course.teach``       slides, talks, the questions before and after: what a teacher takes to class
``course.site``        the course as web pages
``course.setup``       the environment and the lab
"""

__version__ = "0.1.0"

import os as _os
import sys as _sys

# onnxruntime would otherwise keep a device id and report its use; nothing in this course leaves the machine.
_os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

# jsonschema can check addresses in any script, and compiles a grammar for it whenever it is imported: 0.8 s in every command,
# check and kernel. No file of this course holds such an address. Told that the part is missing, jsonschema goes on without it.
_sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
