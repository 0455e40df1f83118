"""1:N open-set identification, measured by search.

A probe is searched in a gallery of N people. Its candidates are the people whose distance is at most the threshold,
nearest first, at most R of them. A person's distance is that of the nearest of their images in the gallery.

FPIR: the share of probes WITHOUT a mate in the gallery that get at least one candidate.
FNIR: the share of probes WITH a mate that do not get the mate: too far (above the threshold) or not among the first R.
Sources: ISO/IEC 19795-1:2021; NISTIR 8271 (FRVT part 2, identification), whose FPIR(N, T) and FNIR(N, R, T) these are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.distances import check_metric
from course.evaluation.blocks import COLUMNS, ROWS, check_width, finish, left_operand, right_operand
from course.evaluation.checks import EvaluationError, check_at_least, check_distances, check_threshold, numbers
from course.evaluation.facesets import FaceSet, label_codes


def fpir(nearest, threshold):
    """False positive identification rate: the share of searches without a mate that return someone.

    nearest: (k,) for each probe without a mate, its distance to the nearest person of the gallery.
    """
    nearest = check_distances(nearest, "nearest-person")
    return float(np.mean(nearest <= check_threshold(threshold)))


def fnir(mate_distance, mate_rank, threshold, rank=1):
    """False negative identification rate: the share of searches with a mate that do not return the mate.

    mate_distance: (k,) distance of each probe to its mate. mate_rank: (k,) 1 if the mate is nearest, and so on.
    rank: R, the length of the candidate list.
    """
    mate_distance = check_distances(mate_distance, "mate")
    missed = (mate_distance > check_threshold(threshold)) | (numbers(mate_rank, "The ranks") > rank)
    return float(np.mean(missed))


def fpir_if_independent(fmr, gallery):
    """FPIR = 1 - (1 - FMR)^N: what the FMR would give if all N comparisons were independent, with one FMR for all.

    Neither holds for real people, so it is a model to set beside `fpir`. fmr, gallery: numbers or arrays.
    """
    fmr, gallery = numbers(fmr, "The FMR").astype(float), numbers(gallery, "The gallery sizes")
    if not (np.all(fmr >= 0) and np.all(fmr <= 1)):
        raise EvaluationError("The FMR must lie between 0 and 1 (1% is 0.01).")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = -np.expm1(gallery * np.log1p(-fmr))
    value = np.where(gallery == 0, 0.0, value)  # log1p(-1) is -inf: nobody to be mistaken for
    return float(value) if value.ndim == 0 else value


@dataclass(frozen=True)
class Searches:
    """What a search of every probe found. Arrays are (probes,).

    people: N, the number of different people in the gallery. nearest_other: distance to the nearest person who is not
    the probe's own (inf if there is none). mate_distance: distance to the mate (inf without one). mate_rank: 1 + the
    number of other people at most as far as the mate, so a tie counts against the mate (0 without one).
    """

    people: int
    nearest_other: np.ndarray
    mate_distance: np.ndarray
    mate_rank: np.ndarray

    @property
    def has_mate(self) -> np.ndarray:
        return self.mate_rank > 0

    def fpir(self, threshold) -> float:
        """FPIR(N, T), over the probes without a mate."""
        self._need(~self.has_mate, "FPIR needs probes whose people are not in the gallery (strangers)")
        return fpir(self.nearest_other[~self.has_mate], threshold)

    def fnir(self, threshold, rank=1) -> float:
        """FNIR(N, R, T), over the probes with a mate."""
        check_at_least(rank, 1, "The rank R")
        self._need(self.has_mate, "FNIR needs probes whose people are in the gallery")
        return fnir(self.mate_distance[self.has_mate], self.mate_rank[self.has_mate], threshold, rank)

    def threshold_at_fpir(self, target) -> float:
        """The largest threshold at which the FPIR is at most `target`."""
        from course.evaluation.thresholds import threshold_at_fmr

        self._need(~self.has_mate, "FPIR needs probes whose people are not in the gallery (strangers)")
        return threshold_at_fmr(self.nearest_other[~self.has_mate], target)

    @staticmethod
    def _need(probes, message):
        if not probes.any():
            raise EvaluationError(f"{message}: there are none among these.")


def search(probes: FaceSet, gallery: FaceSet, *, metric="cosine") -> Searches:
    """Compare every probe with every person of the gallery (exact search, in blocks).

    The probes' own images must not be in the gallery: an image compared with itself is always found.
    """
    people = _People(probes, gallery, metric)
    count = len(probes)
    nearest, mate_distance = np.full(count, np.inf, np.float32), np.full(count, np.inf, np.float32)
    mate_rank = np.zeros(count, int)
    for start, stop in people.blocks():
        own = people.mate[start:stop]
        mated = own >= 0
        # Twice over the gallery: a rank needs the mate's distance, which may come from any part of it.
        parts = people.distances(start, stop)
        for first, part in parts:
            inside = mated & (own >= first) & (own < first + part.shape[1])
            rows = np.flatnonzero(inside)
            mate_distance[start + rows] = part[rows, own[rows] - first]
            part[rows, own[rows] - first] = np.inf
            np.minimum(nearest[start:stop], part.min(axis=1), out=nearest[start:stop])
        limit = mate_distance[start:stop, None]
        if mated.any():
            mate_rank[start:stop][mated] = 1
            for first, part in people.distances(start, stop):
                inside = mated & (own >= first) & (own < first + part.shape[1])
                rows = np.flatnonzero(inside)
                part[rows, own[rows] - first] = np.inf
                mate_rank[start:stop] += np.where(mated, np.count_nonzero(part <= limit, axis=1), 0)
    return Searches(people.count, nearest, mate_distance, mate_rank)


@dataclass(frozen=True)
class Growth:
    """Rates as the gallery grows. fpir, fnir: (repeats, sizes); NaN where there were no such probes.

    fmr: FMR per person compared, from the probes without a mate against the whole gallery.
    independent: (sizes,) what `fpir_if_independent` gives for that FMR.
    """

    threshold: float
    sizes: np.ndarray
    fpir: np.ndarray
    fnir: np.ndarray
    fmr: float
    independent: np.ndarray

    def stepped(self, size, since=None) -> float:
        """FPIR at `size` people, stepped up from what was measured with `since`: 1 - (1 - FPIR)^(size / since).

        since: one of `sizes` (default: the largest). The step supposes one FMR for every probe. Where probes differ in how
        many look-alikes they have, it is on average too high, by Jensen's inequality: an upper limit for galleries of any
        larger size that are drawn from the same people.

        Raises
        ------
        EvaluationError
            If `since` was not measured, or `size` is smaller.
        """
        since = int(self.sizes[-1]) if since is None else since
        if since not in self.sizes:
            raise EvaluationError(f"Nothing was measured with {since} people: choose from {', '.join(map(str, self.sizes))}.")
        check_at_least(size, since, "The size to step up to")
        return fpir_if_independent(self.fpir[:, np.searchsorted(self.sizes, since)].mean(), size / since)


def growth(probes: FaceSet, gallery: FaceSet, threshold, *, sizes=None, repeats=10, rank=1, metric="cosine",
           seed=0) -> Growth:
    """FPIR and FNIR in random sub-galleries of growing size.

    Each repeat puts the people of the gallery in a random order; the gallery of size n is the first n of them. A
    probe's mate, when there is one, always belongs to the gallery and counts as one of the n. sizes: numbers of
    people (default: 1, 2, 5, 10, ... up to all).
    """
    threshold = np.float32(check_threshold(threshold))
    check_at_least(repeats, 1, "The number of repeats")
    check_at_least(rank, 1, "The rank R")
    people = _People(probes, gallery, metric)
    sizes = _steps(people.count) if sizes is None else np.unique(np.asarray(sizes, int))
    if not sizes.size or sizes[0] < 1 or sizes[-1] > people.count:
        raise EvaluationError(f"The sizes must lie between 1 and {people.count}, the number of people in the gallery.")
    random = np.random.default_rng(seed)
    place = np.stack([random.permutation(people.count) for _ in range(repeats)])  # person -> place in the order
    false_positive, missed = np.zeros((repeats, len(sizes))), np.zeros((repeats, len(sizes)))
    strangers, false_matches = 0, 0
    for start, stop in people.blocks():
        own = people.mate[start:stop]
        alone = own < 0
        strangers += int(alone.sum())
        # The first place in each order at which a stranger meets someone near enough.
        meeting = np.full((repeats, stop - start), people.count)
        mate_distance = np.full(stop - start, np.inf, np.float32)
        for first, part in people.distances(start, stop):
            row, column = np.nonzero((part <= threshold) & alone[:, None])
            false_matches += len(row)
            for repeat in range(repeats):
                np.minimum.at(meeting[repeat], row, place[repeat, first + column])
            rows = np.flatnonzero((own >= first) & (own < first + part.shape[1]))
            mate_distance[rows] = part[rows, own[rows] - first]
        false_positive += (meeting[:, alone, None] < sizes).sum(axis=1)
        if alone.all():
            continue
        rows = np.flatnonzero(~alone)
        nearer = np.zeros((repeats, len(rows), len(sizes)), int)
        for first, part in people.distances(start, stop):
            row, column = np.nonzero(part[rows] <= mate_distance[rows, None])
            other = first + column != own[rows][row]
            row, column = row[other], first + column[other]
            for repeat in range(repeats):
                # Of the other people, those in the first n - 1 places once the mate is taken out of the order.
                at = place[repeat, column] - (place[repeat, column] > place[repeat, own[rows][row]])
                step = np.searchsorted(sizes - 1, at, side="right")
                inside = step < len(sizes)
                np.add.at(nearer[repeat], (row[inside], step[inside]), 1)
        ranked = np.cumsum(nearer, axis=2) + 1
        missed += ((ranked > rank) | (mate_distance[rows] > threshold)[:, None]).sum(axis=1)
    mated = len(probes) - strangers
    fmr = false_matches / (strangers * people.count) if strangers else np.nan
    return Growth(
        float(threshold), sizes,
        false_positive / strangers if strangers else np.full(false_positive.shape, np.nan),
        missed / mated if mated else np.full(missed.shape, np.nan),
        fmr, fpir_if_independent(fmr, sizes) if strangers else np.full(len(sizes), np.nan),
    )


def _steps(largest):
    """1, 2, 5, 10, 20, 50 ... and the largest."""
    steps = [scale * step for scale in 10 ** np.arange(len(str(largest))) for step in (1, 2, 5)]
    return np.unique([step for step in steps if step < largest] + [largest])


class _People:
    """The gallery in the order of its people, and for each probe the place of its own person, or -1."""

    def __init__(self, probes, gallery, metric):
        check_metric(metric, EvaluationError)
        for name, faces in (("probes", probes), ("gallery", gallery)):
            if not isinstance(faces, FaceSet) or not len(faces):
                raise EvaluationError(f"The {name} must be a FaceSet with at least one image.")
        check_width(probes.vectors, gallery.vectors)
        self.probes, self.gallery, self.metric = probes, gallery, metric
        _, (own, subject) = label_codes([probes.subjects, gallery.subjects])
        self.order = np.argsort(subject, kind="stable")
        present, self.starts = np.unique(subject[self.order], return_index=True)
        self.count = len(present)
        at = np.minimum(np.searchsorted(present, own), self.count - 1)
        self.mate = np.where(present[at] == own, at, -1)

    def blocks(self):
        return [(start, min(start + ROWS, len(self.probes))) for start in range(0, len(self.probes), ROWS)]

    def distances(self, start, stop):
        """Yield (first person, distances (probes, people)) for parts of the gallery."""
        left = left_operand(self.probes.vectors[start:stop], self.metric)
        ends = np.append(self.starts[1:], len(self.order))
        first = 0
        while first < self.count:
            # As many whole people as fit in a block of images.
            last = max(first + 1, int(np.searchsorted(ends, self.starts[first] + COLUMNS, side="right")))
            rows = self.order[self.starts[first] : ends[last - 1]]
            distance = finish(left @ right_operand(self.gallery.vectors[rows], self.metric).T, self.metric)
            inside = self.starts[first:last] - self.starts[first]
            yield first, distance if len(rows) == last - first else np.minimum.reduceat(distance, inside, axis=1)
            first = last
