"""Counting distances instead of keeping them.

A histogram here is exact at its edges: bin k counts the distances d with ``edges[k-1] < d <= edges[k]``, so the number
accepted at the threshold ``edges[k]`` is the sum of bins 0 to k. The last bin counts what lies beyond the last edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course.evaluation.checks import EvaluationError, check_distances, check_share, check_threshold, numbers
from course.evaluation.rates import Points

FEW = 8
"""Up to this many edges, the distances are counted once per edge."""

CHUNK = 262_144
"""Distances counted at a time, so that the work stays in the cache."""


@dataclass(frozen=True)
class Bins:
    """Where to count. Make them with `Bins.uniform` or `Bins.at`.

    edges: (k,) growing distances, each one a float32. width: the distance between two edges if they are evenly
    spaced by a power of two from 0, else None.
    """

    edges: np.ndarray
    width: float | None = None

    @classmethod
    def uniform(cls, upto: float, count: int = 4096) -> Bins:
        """About `count` even bins from 0 to at least `upto`.

        Their width is a power of two: a distance divided by it is exact, so no rounding moves a distance over an edge.
        """
        if not 0 < upto < math.inf or count < 1:
            raise EvaluationError(f"Bins up to {upto} in {count} parts: both must be above 0 and finite.")
        width = 2.0 ** math.ceil(math.log2(upto / count))
        steps = math.ceil(upto / width)
        return cls(np.arange(steps + 1) * width, width)

    @classmethod
    def at(cls, thresholds) -> Bins:
        """Count at exactly these thresholds (in any order; each is rounded to float32, as the distances are)."""
        edges = np.unique(np.atleast_1d(numbers(thresholds, "The thresholds").astype(np.float32)).astype(float))
        if not edges.size or not np.isfinite(edges).all():
            raise EvaluationError("Pass at least one threshold, and finite ones only.")
        return cls(edges)

    @property
    def size(self) -> int:
        """How many bins: one per edge and one for what lies beyond."""
        return len(self.edges) + 1

    @property
    def top(self) -> float:
        """The largest threshold counted."""
        return float(self.edges[-1])

    @property
    def few(self) -> bool:
        """Whether there are so few edges that counting once per edge is faster than finding each distance's bin."""
        return len(self.edges) <= FEW

    def index(self, distances: np.ndarray) -> np.ndarray:
        """The bin of each distance."""
        if self.width is None:
            return np.searchsorted(self.edges.astype(distances.dtype), distances, side="left")
        place = np.ceil(distances * distances.dtype.type(1 / self.width))
        return np.clip(place, 0, len(self.edges), out=place).astype(np.int32)

    def histogram(self, distances: np.ndarray) -> np.ndarray:
        """(size,) counts of an array of distances of any shape."""
        if self.few:
            edges = self.edges.astype(distances.dtype)
            accepted = [np.count_nonzero(distances <= edge) for edge in edges]
            return np.diff([0, *accepted, distances.size])
        return np.bincount(self.index(distances).ravel(), minlength=self.size)


@dataclass(frozen=True)
class ScoreHistogram:
    """Counts of mated and non-mated distances. Any rate at an edge is exact, and takes microseconds.

    cells: the pairs of groups counted, as (group of one image, group of the other). mated, nonmated: (cells, bins).
    A threshold between two edges is moved down to the edge below: `edge` tells which. One beyond the last edge is an
    error, since what lies there was not told apart.
    """

    bins: Bins
    cells: tuple[tuple[str, str], ...]
    mated: np.ndarray
    nonmated: np.ndarray

    @cached_property
    def _accepted(self):
        """Sums from the first bin: mated and non-mated, by cell (2, cells, bins) and together (2, bins)."""
        by_cell = np.cumsum(np.stack([self.mated, self.nonmated]), axis=2)
        return by_cell, by_cell.sum(axis=1)

    def _place(self, threshold) -> int:
        threshold = check_threshold(np.float32(threshold))
        if threshold == math.inf:
            return self.bins.size - 1
        if threshold > self.bins.top:
            raise EvaluationError(f"Distances were counted up to {self.bins.top:g}, the threshold is {threshold:g}: "
                                  f"count again with Bins.uniform({threshold:g}).")
        place = int(np.searchsorted(self.bins.edges, threshold, side="right")) - 1
        if place < 0 and self.bins.width is None:
            raise EvaluationError(f"The smallest threshold counted is {self.bins.edges[0]:g}, this one is "
                                  f"{threshold:g}: count again with Bins.at([{threshold:g}, ...]).")
        return place

    def edge(self, threshold) -> float:
        """The edge at which a threshold is counted: the largest one that is not above it."""
        place = self._place(threshold)
        return -math.inf if place < 0 else math.inf if place == len(self.bins.edges) else float(self.bins.edges[place])

    def accepted(self, threshold) -> np.ndarray:
        """(2, cells) numbers of mated and non-mated pairs at or below a threshold."""
        place = self._place(threshold)
        return self._accepted[0][:, :, place] if place >= 0 else np.zeros((2, len(self.cells)), np.int64)

    @cached_property
    def compared(self) -> np.ndarray:
        """(2, cells) numbers of mated and non-mated pairs."""
        return self._accepted[0][:, :, -1]

    def fmr(self, threshold) -> float:
        """False match rate over all cells together."""
        place, counts = self._place(threshold), self._accepted[1][1]
        return self._share(int(counts[place]) if place >= 0 else 0, int(counts[-1]), "non-mated")

    def fnmr(self, threshold) -> float:
        """False non-match rate over all cells together."""
        place, counts = self._place(threshold), self._accepted[1][0]
        return 1 - self._share(int(counts[place]) if place >= 0 else 0, int(counts[-1]), "mated")

    def threshold_at_fmr(self, target: float) -> float:
        """The largest edge at which the FMR is at most `target`; -inf if there is none."""
        check_share(target, "The target FMR")
        counts = self._accepted[1][1]
        self._share(0, int(counts[-1]), "non-mated")
        place = int(np.searchsorted(counts[:-1] / counts[-1], target, side="right")) - 1
        return float(self.bins.edges[place]) if place >= 0 else -math.inf

    def points(self) -> Points:
        """FMR and FNMR at every edge, over all cells together."""
        mated, nonmated = self._accepted[1]
        self._share(0, int(mated[-1]), "mated")
        self._share(0, int(nonmated[-1]), "non-mated")
        return Points(self.bins.edges, nonmated[:-1] / nonmated[-1], 1 - mated[:-1] / mated[-1])

    def __add__(self, other: ScoreHistogram) -> ScoreHistogram:
        """Both counts together: for sets compared in parts."""
        if self.cells != other.cells or not np.array_equal(self.bins.edges, other.bins.edges):
            raise EvaluationError("Only histograms with the same bins and the same cells can be added.")
        return ScoreHistogram(self.bins, self.cells, self.mated + other.mated, self.nonmated + other.nonmated)

    @staticmethod
    def _share(part, whole, name):
        if not whole:
            raise EvaluationError(f"No {name} pairs were counted: no rate can be measured without at least one.")
        return part / whole


def histogram_scores(distances, is_mated, bins: Bins, cell=None, cells=(("all", "all"),)) -> ScoreHistogram:
    """Count distances that are already there. All arrays are (n,).

    is_mated: True where both images show one person. cell: which of `cells` each pair belongs to, as an index.
    """
    distances = check_distances(distances, "given")
    if np.ma.is_masked(is_mated) or np.ma.is_masked(cell):
        raise EvaluationError("Some of is_mated or of the cell numbers are masked: leave those pairs out.")
    is_mated = np.asarray(is_mated)
    cell = np.zeros(1, np.intp) if cell is None else np.asarray(cell)
    if is_mated.shape != distances.shape or is_mated.dtype != bool or (cell.size > 1 and cell.shape != distances.shape):
        raise EvaluationError(f"There are {distances.size} distances: pass as many True/False in is_mated (it has shape "
                              f"{is_mated.shape}) and as many cell numbers (shape {cell.shape}).")
    if cell.dtype.kind not in "iu" or cell.min() < 0 or cell.max() >= len(cells):
        raise EvaluationError(f"Cell numbers must be whole, from 0 to {len(cells) - 1}: there are {len(cells)} cells.")
    cell = np.broadcast_to(cell, distances.shape)
    counts = np.zeros(2 * len(cells) * bins.size, np.int64)
    for start in range(0, distances.size, CHUNK):
        part = slice(start, start + CHUNK)
        where = cell[part].astype(np.intp)
        where += where  # two classes per cell: non-mated, mated
        where += is_mated[part]
        where *= bins.size
        where += bins.index(distances[part])
        counts += np.bincount(where, minlength=counts.size)
    counts = counts.reshape(len(cells), 2, bins.size)
    return ScoreHistogram(bins, tuple(cells), mated=counts[:, 1], nonmated=counts[:, 0])
