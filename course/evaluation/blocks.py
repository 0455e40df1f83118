"""The block engine: every pair of two sets of faces, as matrix products that are looked at while in the cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from course.distances import check_metric
from course.evaluation.checks import EvaluationError
from course.evaluation.facesets import FaceSet, label_codes
from course.evaluation.histograms import Bins

PAIRS = ("all", "within", "across")
"""Which pairs are compared: all; those of one group; those of two different groups."""

# A product of 512 x 1,024 float32 is 2 MB: it is counted while it is still in the cache.
ROWS, COLUMNS = 512, 1024
# A task is a tile of many blocks: at most so many rows, and a sixteenth of the columns within these bounds. Smaller tiles
# share the work more evenly, larger ones prepare each vector less often. (The bounds are multiples of a block.)
TILE_ROWS, TILE_COLUMNS = 4096, (COLUMNS, 65_536)


# A block is one matrix product. Extra columns make it the distance itself (cosine) or the squared distance (the two
# Euclidean ones), so that no further pass over the block is needed: [-u, 1] . [v, 1] = 1 - u.v, and
# [-2u, |u|^2, 1] . [v, 1, |v|^2] = |u - v|^2.


def left_operand(rows, metric):
    unit, square = _unit(rows, metric)
    if metric == "cosine":
        return np.hstack([-unit, np.ones_like(square)])
    return np.hstack([-2 * unit, square, np.ones_like(square)])


def right_operand(rows, metric):
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


def finish(product, metric):
    """From a product to distances, in place. Rounding can leave a distance of 0 a hair below it."""
    np.maximum(product, 0, out=product)
    return product if metric == "cosine" else np.sqrt(product, out=product)


def product_level(edge, metric):
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
class Tile:
    """Rows start:stop of the probes against columns first:last of the gallery: one task."""

    cell: int
    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True)
class Block:
    row: int
    column: int
    product: np.ndarray
    mated: tuple[np.ndarray, np.ndarray]
    valid: np.ndarray | None
    """None: every pair of the block counts. Otherwise a mask: below the diagonal each pair would come twice."""


class Side:
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


class Plan:
    """Which blocks to compute. It is sent once to each Dask worker; the tiles are the tasks."""

    def __init__(self, probes, gallery, metric, pairs):
        check_metric(metric, EvaluationError)
        if pairs not in PAIRS:
            raise EvaluationError(f"pairs is {pairs!r}: choose from {', '.join(PAIRS)}.")
        self.metric, self.alone = metric, gallery is None
        sets = [probes] if self.alone else [probes, gallery]
        for name, faces in zip(("probes", "gallery"), sets, strict=False):
            if not isinstance(faces, FaceSet):
                raise EvaluationError(f"The {name} are a {type(faces).__name__}: make a FaceSet(vectors, subjects).")
            if not len(faces):
                raise EvaluationError(f"The {name} hold no faces: at least one is needed.")
        check_width(*(faces.vectors for faces in sets))
        grouped = all(faces.groups is not None for faces in sets)
        if pairs != "all" and not grouped:
            raise EvaluationError(f"pairs={pairs!r} needs groups: make the faces with FaceSet(vectors, subjects, groups).")
        _, codes = label_codes([faces.subjects for faces in sets])
        names, groups = ["all"], [np.zeros(len(faces), int) for faces in sets]
        if grouped:
            names, groups = label_codes([faces.groups for faces in sets])
        sides = [Side(*labels, len(names)) for labels in zip(sets, codes, groups, strict=True)]
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
                self.tiles.append(Tile(len(self.cells), row, min(row + TILE_ROWS, stop), column,
                                        min(column + width, last)))
        self.total += rows * (rows - 1) // 2 if same else rows * columns
        self.cells.append((str(names[a]), str(names[b])))

    def blocks(self, tile: Tile) -> Iterator[Block]:
        """Each product of a tile. The product lies in a buffer that the next block overwrites."""
        left = left_operand(self.probes.rows(tile.start, tile.stop), self.metric)
        buffer = np.empty(ROWS * COLUMNS, np.float32)
        for column in range(tile.first, tile.last, COLUMNS):
            end = min(column + COLUMNS, tile.last)
            right = right_operand(self.gallery.rows(column, end), self.metric).T
            for row in range(tile.start, tile.stop, ROWS):
                stop = min(row + ROWS, tile.stop)
                if self.alone and end - 1 <= row:
                    continue  # wholly on or below the diagonal
                product = buffer[: (stop - row) * (end - column)].reshape(stop - row, end - column)
                np.matmul(left[row - tile.start : stop - tile.start], right, out=product)
                valid = None
                if self.alone and column < stop:
                    valid = np.arange(column, end) > np.arange(row, stop)[:, None]
                yield Block(row, column, product, self._mated(row, stop, column, end, valid), valid)

    def _mated(self, row, stop, column, end, valid):
        a, b = self.probes.codes[row:stop], self.gallery.codes[column:end]
        if a[0] > b[-1] or b[0] > a[-1]:  # codes are sorted within a cell
            return np.empty(0, int), np.empty(0, int)
        same = a[:, None] == b
        return np.nonzero(same if valid is None else same & valid)

    def count(self, tile: Tile, bins: Bins) -> np.ndarray:
        """(2, bins) counts of one tile: mated, non-mated."""
        everything, mated = np.zeros(bins.size, np.int64), np.zeros(bins.size, np.int64)
        levels = [product_level(edge, self.metric) for edge in (bins.edges if bins.few else bins.edges[-1:])]
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
                everything += bins.histogram(finish(near, self.metric))
                everything[-1] += pairs - near.size
            if block.mated[0].size:
                mated += bins.histogram(finish(block.product[block.mated], self.metric))
        return np.stack([mated, everything - mated])


def check_width(first, second=None):
    if second is not None and first.shape[1] != second.shape[1]:
        raise EvaluationError(f"The vectors have {first.shape[1]} and {second.shape[1]} dimensions: compare embeddings "
                              "of one recogniser only.")
