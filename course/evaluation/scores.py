"""From embeddings to mated and non-mated distances: compare every pair, block by block.

`score_pairs` keeps every distance, for sets whose pairs fit in memory. `count_pairs` keeps a histogram only, for any
number of pairs: memory is bounded by the blocks. Both go through the same products, so their distances are equal
bit for bit on one machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course.distances import METRICS, check_metric
from course.evaluation.blocks import Plan, check_width, finish, left_operand, product_level, right_operand
from course.evaluation.checkpoint import Checkpoint
from course.evaluation.checks import EvaluationError, check_threshold, numbers
from course.evaluation.facesets import FaceSet, label_codes, random_faces, sample_subjects
from course.evaluation.histograms import Bins, ScoreHistogram
from course.evaluation.workers import on_cluster, on_this_machine, steady_products

__all__ = ["METRICS", "MOST_PAIRS", "FaceSet", "PairScores", "accepted_pairs", "count_pairs", "distances",
           "possible_pairs", "random_faces", "sample_subjects", "score_pairs"]

MOST_PAIRS = 200_000_000
"""More than this, and `score_pairs` refuses: at 12 bytes a pair it is 2.4 GB, and twice that while being put together."""


@dataclass(frozen=True)
class PairScores:
    """Every distance, with the two images it came from.

    mated (m,), nonmated (n,): distances. mated_rows (m, 2), nonmated_rows (n, 2): row in `probes`, row in `gallery`.
    """

    mated: np.ndarray
    nonmated: np.ndarray
    mated_rows: np.ndarray
    nonmated_rows: np.ndarray
    probes: FaceSet
    gallery: FaceSet

    @cached_property
    def _subjects(self):
        return label_codes([self.probes.subjects, self.gallery.subjects])

    @cached_property
    def _groups(self):
        if self.probes.groups is None or self.gallery.groups is None:
            raise EvaluationError("These faces have no groups: make them with FaceSet(vectors, subjects, groups).")
        return label_codes([self.probes.groups, self.gallery.groups])

    @property
    def subject_names(self) -> np.ndarray:
        """Each subject once, sorted: a subject's code is its place here."""
        return self._subjects[0]

    @property
    def group_names(self) -> np.ndarray:
        """Each group once, sorted: a group's code is its place here."""
        return self._groups[0]

    @property
    def subject_codes(self) -> tuple[np.ndarray, np.ndarray]:
        """The subject's code of each probe and of each image of the gallery."""
        return tuple(self._subjects[1])

    @property
    def group_codes(self) -> tuple[np.ndarray, np.ndarray]:
        """The group's code of each probe and of each image of the gallery."""
        return tuple(self._groups[1])

    def subjects_of(self, rows) -> np.ndarray:
        """(k, 2) subject codes of the pairs `rows` (k, 2), as `mated_rows`."""
        return np.column_stack([code[side] for code, side in zip(self.subject_codes, rows.T, strict=True)])

    def groups_of(self, rows) -> np.ndarray:
        """(k, 2) group codes of the pairs `rows` (k, 2)."""
        return np.column_stack([code[side] for code, side in zip(self.group_codes, rows.T, strict=True)])


def distances(left, right, metric: str = "cosine") -> np.ndarray:
    """Distance of every row of `left` (n, d) to every row of `right` (m, d): float32 (n, m). 1-D: one vector."""
    sides = [np.atleast_2d(numbers(side, "The vectors")) for side in (left, right)]
    check_metric(metric, EvaluationError)
    check_width(*sides)
    return finish(left_operand(sides[0], metric) @ right_operand(sides[1], metric).T, metric)


def score_pairs(probes: FaceSet, gallery: FaceSet | None = None, *, metric="cosine", pairs="all") -> PairScores:
    """Every distance between `probes` and `gallery`, or between each two images of `probes` when there is no gallery.

    pairs: "all", "within" (both images of one group) or "across" (of two groups). An image is never compared with
    itself when there is no gallery; with one, leave the probes' own images out of it.

    Raises
    ------
    EvaluationError
        Above `MOST_PAIRS`.
    """
    plan = Plan(probes, gallery, metric, pairs)
    if plan.total > MOST_PAIRS:
        raise EvaluationError(f"{plan.total:.3g} pairs are too many to keep one by one: count them with count_pairs.")
    return _collect(plan, probes, gallery, np.float32(np.inf))


def count_pairs(probes: FaceSet, gallery: FaceSet | None = None, *, bins: Bins | None = None, metric="cosine",
                pairs="all", client=None, progress=False, checkpoint=None) -> ScoreHistogram:
    """Histogram of every distance, by class and by pair of groups; the distances themselves are never kept.

    bins: where to count (default: 4,096 bins over all possible distances). `Bins.uniform(upto)` with a small `upto`
    is the fast way: farther pairs are only counted as "beyond". client: a Dask client to share the work; the counts
    are the same. checkpoint: a file in which finished work is kept, so that an interrupted run goes on from there.
    Other arguments as in `score_pairs`.
    """
    plan = Plan(probes, gallery, metric, pairs)
    if bins is None:
        bins = Bins.uniform(2.0 if metric != "euclidean" else plan.probes.longest() + plan.gallery.longest())
    counts = np.zeros((2, len(plan.cells), bins.size), np.int64)
    done = np.zeros(len(plan.tiles), bool)
    record = Checkpoint(checkpoint, plan, bins) if checkpoint else None
    if record:
        counts, done = record.load(counts, done)
    todo = [(number, tile) for number, tile in enumerate(plan.tiles) if not done[number]]
    results = on_cluster(client, plan, bins, todo) if client else on_this_machine(plan, bins, todo)
    if progress:
        from tqdm.auto import tqdm

        results = tqdm(results, total=len(plan.tiles), initial=int(done.sum()), unit="tile", desc="comparing")
    for number, cell, part in results:
        counts[:, cell] += part
        done[number] = True
        if record:
            record.save(counts, done, last=done.all())
    return ScoreHistogram(bins, tuple(plan.cells), mated=counts[0], nonmated=counts[1])


def accepted_pairs(probes: FaceSet, gallery: FaceSet | None = None, *, threshold, metric="cosine",
                   pairs="all") -> PairScores:
    """Only the pairs at or below `threshold`, with their images: the true and the false matches of a large set.

    The rest is neither kept nor counted: rates need `count_pairs`. Other arguments as in `score_pairs`.
    """
    plan = Plan(probes, gallery, metric, pairs)
    return _collect(plan, probes, gallery, product_level(check_threshold(threshold), metric))


def possible_pairs(images: int, gallery: int | None = None) -> int:
    """How many comparisons: each image with each other one, or each image with each of the gallery."""
    return images * (images - 1) // 2 if gallery is None else images * gallery


def _collect(plan, probes, gallery, level) -> PairScores:
    """Every pair whose product is at most `level`, by class."""
    found = {True: [], False: []}
    with steady_products():
        for block in (block for tile in plan.tiles for block in plan.blocks(tile)):
            wanted = block.product <= level
            if block.valid is not None:
                wanted &= block.valid
            mated = np.zeros(wanted.shape, bool)
            mated[block.mated] = True
            for kind, mask in ((True, wanted & mated), (False, wanted & ~mated)):
                rows, columns = np.nonzero(mask)
                sides = plan.probes.original(block.row + rows), plan.gallery.original(block.column + columns)
                found[kind].append((finish(block.product[rows, columns], plan.metric), *sides))
    parts = []
    for kind in (True, False):
        scores, rows, columns = zip(*found[kind], strict=True) if found[kind] else ((), (), ())
        parts.append((np.concatenate([np.empty(0, np.float32), *scores]),
                      np.column_stack([np.concatenate([np.empty(0, np.int32), *side]) for side in (rows, columns)])))
    (mated, mated_rows), (nonmated, nonmated_rows) = parts
    return PairScores(mated, nonmated, mated_rows, nonmated_rows, probes, probes if gallery is None else gallery)
