"""What an interrupted count has done already, so that it goes on from there."""

from __future__ import annotations

import hashlib
import io
import time
from pathlib import Path

import numpy as np

from course.evaluation.checks import EvaluationError
from course.files import write_whole


class Checkpoint:
    """Finished tiles and their summed counts, in one file that is replaced whole."""

    SECONDS = 20

    def __init__(self, path, plan, bins):
        self.path, self.saved = Path(path), time.monotonic()
        digest = hashlib.sha256(repr((plan.metric, plan.alone, plan.cells, len(plan.tiles), plan.total)).encode())
        for array in (plan.probes.codes, plan.gallery.codes, bins.edges, plan.probes.rows(0, 8), plan.gallery.rows(0, 8)):
            digest.update(np.ascontiguousarray(array).tobytes())
        self.digest = digest.hexdigest()

    def load(self, counts, done):
        if not self.path.exists():
            return counts, done
        with np.load(self.path) as kept:
            if str(kept["digest"]) != self.digest:
                raise EvaluationError(f"{self.path} holds the progress of another comparison: delete it or name another "
                                      "checkpoint.")
            return kept["counts"], kept["done"]

    def save(self, counts, done, last):
        if not last and time.monotonic() - self.saved < self.SECONDS:
            return
        buffer = io.BytesIO()
        np.savez(buffer, digest=self.digest, counts=counts, done=done)
        write_whole(self.path, buffer.getvalue())
        self.saved = time.monotonic()
