"""From embeddings to mated and non-mated distances: compare every pair, block by block.

`score_pairs` keeps every distance, for sets whose pairs fit in memory. `count_pairs` keeps a histogram only, for any
number of pairs: memory is bounded by the blocks. Both go through the same products, so their distances are equal
bit for bit on one machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from course.evaluation.checks import EvaluationError, check_at_least, check_share, check_threshold
from course.evaluation.histograms import Bins, ScoreHistogram
from course.matching.distances import METRICS

PAIRS = ("all", "within", "across")
"""Which pairs are compared: all; those of one group; those of two different groups."""

MOST_PAIRS = 200_000_000
"""More than this, and `score_pairs` refuses: at 12 bytes a pair it is 2.4 GB, and twice that while being put together."""

# A product of 512 x 1,024 float32 is 2 MB: it is counted while it is still in the cache.
ROWS, COLUMNS = 512, 1024
# A task is a tile of many blocks: at most so many rows, and a sixteenth of the columns within these bounds. Smaller tiles
# share the work more evenly, larger ones prepare each vector less often. (The bounds are multiples of a block.)
TILE_ROWS, TILE_COLUMNS = 4096, (COLUMNS, 65_536)
# With fewer pairs than this, starting threads costs more than it gains.
WORTH_THREADS = 4_000_000


@dataclass(frozen=True)
class FaceSet:
    """Embeddings with the labels that say which comparisons are mated, and in which group.

    vectors: (n, d) finite numbers; a memory map is read, and looked at, block by block. subjects: (n,) one label per
    image, equal for images of one person. groups: (n,) labels, or None. Raises `EvaluationError` for what does not fit
    together, for NaN in the vectors and for missing labels.
    """

    vectors: np.ndarray
    subjects: np.ndarray
    groups: np.ndarray | None = None

    def __post_init__(self):
        vectors, subjects = np.asanyarray(self.vectors), np.asarray(self.subjects)
        if vectors.ndim != 2 or not vectors.shape[1] or vectors.dtype.kind not in "fiu":
            raise EvaluationError(f"The vectors have shape {vectors.shape} and type {vectors.dtype}: pass one row of "
                                  "numbers per image, shape (images, dimensions).")
        if not isinstance(vectors, np.memmap):
            bad = np.flatnonzero(~np.isfinite(vectors).all(axis=1))
            if bad.size:
                raise EvaluationError(f"{bad.size} of {len(vectors)} vectors hold NaN or infinity (the first is row "
                                      f"{bad[0]}), as when no face was found: leave those images out.")
        object.__setattr__(self, "vectors", vectors)
        for name, labels in (("subjects", subjects), ("groups", self.groups)):
            if labels is None:
                continue
            labels = np.asarray(labels)
            missing = np.isnan(labels) if labels.dtype.kind == "f" else np.zeros(labels.shape, bool)
            if labels.dtype.kind == "O":
                labels = labels.astype(str)
                missing = np.isin(labels, ("nan", "None", "<NA>"))
            if labels.shape != (len(vectors),):
                raise EvaluationError(f"There are {len(vectors)} vectors, but {name} has shape {labels.shape}: pass "
                                      "one label per vector.")
            if missing.any():
                raise EvaluationError(f"{missing.sum()} of the {name} have no label (the first is row "
                                      f"{np.flatnonzero(missing)[0]}): label those images or leave them out.")
            object.__setattr__(self, name, labels)

    def __len__(self):
        return len(self.vectors)

    @classmethod
    def of(cls, embeddings, groups=None) -> FaceSet:
        """From an object with `.vectors` and `.table` (a data frame with a `subject` column).

        groups: a column name, or a list of them to be joined, as ["target", "sex"]. Images in which no face was found
        (rows of NaN) are left out.
        """
        table = embeddings.table
        columns = [groups] if isinstance(groups, str) else list(groups or [])
        for column in ["subject", *columns]:
            if column not in table.columns:
                raise EvaluationError(f"The table has no column {column!r}: choose from {', '.join(table.columns)}.")
        vectors = np.asarray(embeddings.vectors)
        found = np.isfinite(vectors).all(axis=1)
        names = None
        if columns:
            names = np.array([" ".join(map(str, row)) for row in table[columns].to_numpy()])[found]
        return cls(vectors[found], table["subject"].to_numpy()[found], names)

    def take(self, rows) -> FaceSet:
        """The images at `rows`: an index array, a slice or a mask."""
        return FaceSet(self.vectors[rows], self.subjects[rows], None if self.groups is None else self.groups[rows])


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
        return _codes([self.probes.subjects, self.gallery.subjects])

    @cached_property
    def _groups(self):
        if self.probes.groups is None or self.gallery.groups is None:
            raise EvaluationError("These faces have no groups: make them with FaceSet(vectors, subjects, groups).")
        return _codes([self.probes.groups, self.gallery.groups])

    @property
    def subject_names(self) -> np.ndarray:
        """Each subject once, sorted: a subject's code is its place here."""
        return self._subjects[0]

    @property
    def group_names(self) -> np.ndarray:
        """Each group once, sorted: a group's code is its place here."""
        return self._groups[0]

    def subjects_of(self, rows) -> np.ndarray:
        """(k, 2) subject codes of the pairs `rows` (k, 2), as `mated_rows`."""
        return np.column_stack([codes[side] for codes, side in zip(self._subjects[1], rows.T, strict=True)])

    def groups_of(self, rows) -> np.ndarray:
        """(k, 2) group codes of the pairs `rows` (k, 2)."""
        return np.column_stack([codes[side] for codes, side in zip(self._groups[1], rows.T, strict=True)])


def distances(left, right, metric: str = "cosine") -> np.ndarray:
    """Distance of every row of `left` (n, d) to every row of `right` (m, d): float32 (n, m). 1-D: one vector."""
    sides = [np.atleast_2d(np.asarray(side)) for side in (left, right)]
    _check_metric(metric)
    _check_width(*sides)
    return _finish(_left(sides[0], metric) @ _right(sides[1], metric).T, metric)


def score_pairs(probes: FaceSet, gallery: FaceSet | None = None, *, metric="cosine", pairs="all") -> PairScores:
    """Every distance between `probes` and `gallery`, or between each two images of `probes` when there is no gallery.

    pairs: "all", "within" (both images of one group) or "across" (of two groups). An image is never compared with
    itself when there is no gallery; with one, leave the probes' own images out of it. Raises `EvaluationError` above
    `MOST_PAIRS`.
    """
    plan = _Plan(probes, gallery, metric, pairs)
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
    plan = _Plan(probes, gallery, metric, pairs)
    if bins is None:
        bins = Bins.uniform(2.0 if metric != "euclidean" else plan.probes.longest() + plan.gallery.longest())
    counts = np.zeros((2, len(plan.cells), bins.size), np.int64)
    done = np.zeros(len(plan.tiles), bool)
    record = _Checkpoint(checkpoint, plan, bins) if checkpoint else None
    if record:
        counts, done = record.load(counts, done)
    todo = [(number, tile) for number, tile in enumerate(plan.tiles) if not done[number]]
    results = _on_cluster(client, plan, bins, todo) if client else _on_this_machine(plan, bins, todo)
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
    plan = _Plan(probes, gallery, metric, pairs)
    return _collect(plan, probes, gallery, _product_level(check_threshold(threshold), metric))


def possible_pairs(images: int, gallery: int | None = None) -> int:
    """How many comparisons: each image with each other one, or each image with each of the gallery."""
    return images * (images - 1) // 2 if gallery is None else images * gallery


def random_faces(subjects: int, images: int, dimensions: int = 128, spread: float = 0.7, groups=None, seed=0) -> FaceSet:
    """Invented embeddings, for trying things out: a random centre per subject plus random noise. They are of nobody.

    spread: noise per image relative to the distance between subjects. groups: names; subjects get them in turn. In
    each group after the first, subjects lie closer together, so that its FMR is higher.
    """
    check_at_least(subjects, 1, "The number of subjects")
    check_at_least(images, 1, "The number of images per subject")
    random = np.random.default_rng(seed)
    names = np.array([f"s{number:06d}" for number in range(subjects)])
    group = np.arange(subjects) % (len(groups) if groups else 1)
    centres = random.standard_normal((subjects, dimensions), dtype=np.float32)
    shared = random.standard_normal((group.max() + 1, dimensions), dtype=np.float32)
    closeness = (0.4 * group)[:, None].astype(np.float32)
    centres = centres + closeness * shared[group]
    vectors = np.repeat(centres, images, axis=0)
    vectors += np.float32(spread) * random.standard_normal(vectors.shape, dtype=np.float32)
    labels = None if groups is None else np.repeat(np.asarray(groups)[group], images)
    return FaceSet(vectors, np.repeat(names, images), labels)


def sample_subjects(faces: FaceSet, share: float, seed=0) -> FaceSet:
    """A random share of the subjects, with all their images."""
    check_share(share, "The share of subjects")
    names = np.unique(faces.subjects)
    kept = np.random.default_rng(seed).permutation(names)[: max(1, round(share * len(names)))]
    return faces.take(np.isin(faces.subjects, kept))


# ---- the blocks ----------------------------------------------------------------------------------------------------
# A block is one matrix product. Extra columns make it the distance itself (cosine) or the squared distance (the two
# Euclidean ones), so that no further pass over the block is needed: [-u, 1] . [v, 1] = 1 - u.v, and
# [-2u, |u|^2, 1] . [v, 1, |v|^2] = |u - v|^2.


def _left(rows, metric):
    unit, square = _unit(rows, metric)
    if metric == "cosine":
        return np.hstack([-unit, np.ones_like(square)])
    return np.hstack([-2 * unit, square, np.ones_like(square)])


def _right(rows, metric):
    unit, square = _unit(rows, metric)
    if metric == "cosine":
        return np.hstack([unit, np.ones_like(square)])
    return np.hstack([unit, np.ones_like(square), square])


def _unit(rows, metric):
    """float32 rows, of length 1 unless the metric is "euclidean"; and their squared lengths as a column."""
    rows = np.asarray(rows, dtype=np.float32)
    square = np.einsum("ij,ij->i", rows, rows)[:, None]
    bad = ~np.isfinite(square[:, 0]) | ((square[:, 0] == 0) & (metric != "euclidean"))
    if bad.any():
        raise EvaluationError(
            f"{bad.sum()} of {len(rows)} vectors looked at are NaN, far too large or all zeros (the first is number "
            f"{np.flatnonzero(bad)[0]}), as when no face was found: leave those images out.")
    if metric == "euclidean":
        return rows, square
    return rows / np.sqrt(square), np.ones_like(square)


def _finish(product, metric):
    """From a product to distances, in place. Rounding can leave a distance of 0 a hair below it."""
    np.maximum(product, 0, out=product)
    return product if metric == "cosine" else np.sqrt(product, out=product)


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
                found[kind].append((_finish(block.product[rows, columns], plan.metric), *sides))
    parts = []
    for kind in (True, False):
        scores, rows, columns = zip(*found[kind], strict=True) if found[kind] else ((), (), ())
        parts.append((np.concatenate([np.empty(0, np.float32), *scores]),
                      np.column_stack([np.concatenate([np.empty(0, np.int32), *side]) for side in (rows, columns)])))
    (mated, mated_rows), (nonmated, nonmated_rows) = parts
    return PairScores(mated, nonmated, mated_rows, nonmated_rows, probes, probes if gallery is None else gallery)


def _product_level(edge, metric):
    """The largest product whose distance is not above `edge`: comparing products with it needs no square roots."""
    edge = np.float32(edge)
    if metric == "cosine" or not 0 <= edge < np.inf:
        return edge if edge >= 0 else np.float32(-np.inf)
    level = np.square(edge)
    while np.sqrt(level) > edge:
        level = np.nextafter(level, np.float32(-np.inf))
    while np.sqrt(np.nextafter(level, np.float32(np.inf))) <= edge:
        level = np.nextafter(level, np.float32(np.inf))
    return level


@dataclass(frozen=True)
class _Tile:
    """Rows start:stop of the probes against columns first:last of the gallery: one task."""

    cell: int
    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True)
class _Block:
    row: int
    column: int
    product: np.ndarray
    mated: tuple[np.ndarray, np.ndarray]
    valid: np.ndarray | None
    """None: every pair of the block counts. Otherwise a mask: below the diagonal each pair would come twice."""


class _Side:
    """One set of faces in the order of group, then subject, so that mated pairs lie together."""

    def __init__(self, faces: FaceSet, codes, groups, group_count):
        self.vectors = faces.vectors
        order = np.lexsort((codes, groups))
        self.order = None if np.array_equal(order, np.arange(len(order))) else order
        self.codes = codes[order]
        # Where each group starts; the last number is where the last one ends.
        self.bounds = np.searchsorted(groups[order], np.arange(group_count + 1))

    def rows(self, start, stop):
        return self.vectors[start:stop] if self.order is None else self.vectors[self.order[start:stop]]

    def original(self, places):
        return (places if self.order is None else self.order[places]).astype(np.int32)

    def longest(self):
        """The largest length of a vector, a little rounded up."""
        longest = 0.0
        for start in range(0, len(self.codes), 65_536):
            rows = np.asarray(self.rows(start, start + 65_536), np.float32)
            longest = max(longest, float(np.sqrt(np.einsum("ij,ij->i", rows, rows).max())))
        return longest * 1.001


class _Plan:
    """Which blocks to compute. It is sent once to each Dask worker; the tiles are the tasks."""

    def __init__(self, probes, gallery, metric, pairs):
        _check_metric(metric)
        if pairs not in PAIRS:
            raise EvaluationError(f"pairs is {pairs!r}: choose from {', '.join(PAIRS)}.")
        self.metric, self.alone = metric, gallery is None
        sets = [probes] if self.alone else [probes, gallery]
        for name, faces in zip(("probes", "gallery"), sets, strict=False):
            if not isinstance(faces, FaceSet):
                raise EvaluationError(f"The {name} are a {type(faces).__name__}: make a FaceSet(vectors, subjects).")
            if not len(faces):
                raise EvaluationError(f"The {name} hold no faces: at least one is needed.")
        _check_width(*(faces.vectors for faces in sets))
        grouped = all(faces.groups is not None for faces in sets)
        if pairs != "all" and not grouped:
            raise EvaluationError(f"pairs={pairs!r} needs groups: make the faces with FaceSet(vectors, subjects, groups).")
        _, codes = _codes([faces.subjects for faces in sets])
        names, groups = ["all"], [np.zeros(len(faces), int) for faces in sets]
        if grouped:
            names, groups = _codes([faces.groups for faces in sets])
        sides = [_Side(*labels, len(names)) for labels in zip(sets, codes, groups, strict=True)]
        self.probes, self.gallery = sides[0], sides[-1]
        self.cells, self.tiles, self.total = [], [], 0
        for a, b in np.ndindex(len(names), len(names)):
            skipped = (self.alone and b < a) or (pairs == "within" and a != b) or (pairs == "across" and a == b)
            if not skipped:
                self._add_cell(names, a, b)

    def _add_cell(self, names, a, b):
        (start, stop), (first, last) = self.probes.bounds[a:a + 2], self.gallery.bounds[b:b + 2]
        same = self.alone and a == b
        rows, columns = int(stop - start), int(last - first)
        width = min(max(-(-columns // 16 // COLUMNS) * COLUMNS, TILE_COLUMNS[0]), TILE_COLUMNS[1])
        for row in range(start, stop, TILE_ROWS):
            for column in range(row if same else first, last, width):
                self.tiles.append(_Tile(len(self.cells), row, min(row + TILE_ROWS, stop), column,
                                        min(column + width, last)))
        self.total += rows * (rows - 1) // 2 if same else rows * columns
        self.cells.append((str(names[a]), str(names[b])))

    def blocks(self, tile: _Tile) -> Iterator[_Block]:
        """Each product of a tile. The product lies in a buffer that the next block overwrites."""
        left = _left(self.probes.rows(tile.start, tile.stop), self.metric)
        buffer = np.empty(ROWS * COLUMNS, np.float32)
        for column in range(tile.first, tile.last, COLUMNS):
            end = min(column + COLUMNS, tile.last)
            right = _right(self.gallery.rows(column, end), self.metric).T
            for row in range(tile.start, tile.stop, ROWS):
                stop = min(row + ROWS, tile.stop)
                if self.alone and end - 1 <= row:
                    continue  # wholly on or below the diagonal
                product = buffer[: (stop - row) * (end - column)].reshape(stop - row, end - column)
                np.matmul(left[row - tile.start : stop - tile.start], right, out=product)
                valid = None
                if self.alone and column < stop:
                    valid = np.arange(column, end) > np.arange(row, stop)[:, None]
                yield _Block(row, column, product, self._mated(row, stop, column, end, valid), valid)

    def _mated(self, row, stop, column, end, valid):
        a, b = self.probes.codes[row:stop], self.gallery.codes[column:end]
        if a[0] > b[-1] or b[0] > a[-1]:  # codes are sorted within a cell
            return np.empty(0, int), np.empty(0, int)
        same = a[:, None] == b
        return np.nonzero(same if valid is None else same & valid)

    def count(self, tile: _Tile, bins: Bins) -> np.ndarray:
        """(2, bins) counts of one tile: mated, non-mated."""
        everything, mated = np.zeros(bins.size, np.int64), np.zeros(bins.size, np.int64)
        levels = [_product_level(edge, self.metric) for edge in (bins.edges if bins.few else bins.edges[-1:])]
        buffer = np.empty(ROWS * COLUMNS, bool)
        for block in self.blocks(tile):
            product = block.product.ravel()
            pairs = product.size
            if block.valid is not None:
                block.product[~block.valid] = np.inf
                pairs = int(np.count_nonzero(block.valid))
            below = buffer[: product.size]
            accepted = [np.count_nonzero(np.less_equal(product, level, out=below)) for level in levels]
            if bins.few:
                everything += np.diff([0, *accepted, pairs])
            else:
                # Most pairs are far apart as a rule: only the near ones are sorted into bins, the rest is "beyond".
                near = product.take(np.flatnonzero(below)) if accepted[0] < product.size / 2 else product.copy()
                everything += bins.histogram(_finish(near, self.metric))
                everything[-1] += pairs - near.size
            if block.mated[0].size:
                mated += bins.histogram(_finish(block.product[block.mated], self.metric))
        return np.stack([mated, everything - mated])


@contextlib.contextmanager
def steady_products():
    """Products of one thread each: how a product is shared among threads can change its last bit. Yields whether it is so.

    It also leaves the cores to threads of our own, which count as well and need not wait for each other.
    """
    try:
        from threadpoolctl import threadpool_limits  # comes with scikit-learn
    except ImportError:
        yield False
        return
    with threadpool_limits(1, "blas"):
        yield True


def _on_this_machine(plan, bins, todo):
    """Yield (number, cell, counts) of each tile; one thread per core counts."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with contextlib.ExitStack() as stack:
        work = map
        if stack.enter_context(steady_products()) and cores > 1 and plan.total >= WORTH_THREADS:
            work = stack.enter_context(ThreadPoolExecutor(cores)).map
        yield from work(lambda item: _count_task(plan, *item, bins), todo)


def _on_cluster(client, plan, bins, todo):
    """Yield (number, cell, counts) of each tile as the workers finish. A failed tile raises here."""
    from dask.distributed import as_completed

    with steady_products():  # for workers that are threads of this process; worker processes start with one thread each
        shared = client.scatter(plan, broadcast=True, hash=False)
        futures = [client.submit(_count_task, shared, number, tile, bins, pure=False) for number, tile in todo]
        for future in as_completed(futures):
            yield future.result()
            future.release()


def _count_task(plan, number, tile, bins):
    return number, tile.cell, plan.count(tile, bins)


class _Checkpoint:
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
        part = self.path.with_name(self.path.name + ".tmp")
        with open(part, "wb") as file:
            np.savez(file, digest=self.digest, counts=counts, done=done)
        os.replace(part, self.path)
        self.saved = time.monotonic()


def _codes(label_sets):
    """The different labels of several arrays, sorted; and each array with its labels replaced by their places."""
    names, codes = np.unique(np.concatenate(label_sets), return_inverse=True)
    return names, np.split(codes, np.cumsum([len(labels) for labels in label_sets])[:-1])


def _check_metric(metric):
    if metric not in METRICS:
        raise EvaluationError(f"The metric is {metric!r}: choose from {', '.join(METRICS)}.")


def _check_width(first, second=None):
    if second is not None and first.shape[1] != second.shape[1]:
        raise EvaluationError(f"The vectors have {first.shape[1]} and {second.shape[1]} dimensions: compare embeddings "
                              "of one recogniser only.")
