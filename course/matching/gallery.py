"""Enrolled templates, and the exact search through all of them.

Approximate indexes are faster still, but they miss some mates, and a missed mate would be counted as an error of
the recogniser. So every probe is compared with every template, by one matrix product.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np

from course.distances import check_metric
from course.files import write_whole
from course.matching.errors import GalleryError
from course.recognisers import RecogniserError

SCORES_AT_ONCE = 1 << 20  # similarities held at a time: about what a processor's cache holds
PROBES_AT_ONCE = 256
BLOCK = 32  # templates in a block, when looking for the nearest few


class Gallery:
    """Names and templates. Templates are kept at unit length (float32), with their lengths beside them.

    A name may be enrolled more than once: each template is a row of its own.
    """

    def __init__(self, metric: str = "cosine", recogniser: str | None = None):
        self.metric = check_metric(metric, RecogniserError)
        self.recogniser = recogniser
        self.names: list[str] = []
        self._units = np.empty((0, 0), np.float32)  # with room to spare: only the first len(self) rows are enrolled
        self._lengths = np.empty(0, np.float32)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def vectors(self) -> np.ndarray:
        """The enrolled templates at unit length, float32 (n, d)."""
        return self._units[: len(self)]

    @property
    def lengths(self) -> np.ndarray:
        """Their lengths before that, float32 (n,)."""
        return self._lengths[: len(self)]

    def add(self, names, vectors: np.ndarray) -> None:
        """Enrol one template (a str and shape (d,)) or many (a sequence of str and shape (n, d))."""
        names = [names] if isinstance(names, str) else list(names)
        units, lengths = self._unit(vectors)
        if len(names) != len(units):
            raise GalleryError(f"{len(names)} names for {len(units)} templates. Give one name a template.")
        if not all(isinstance(name, str) and name for name in names):
            raise GalleryError("a name is not a text, or is empty. Give each template a name of at least one letter.")
        needed = len(self) + len(names)
        if needed > len(self._units):
            room = max(needed, 2 * len(self._units))  # doubling keeps enrolment one by one cheap
            grown, grown_lengths = np.empty((room, units.shape[1]), np.float32), np.empty(room, np.float32)
            if len(self):
                grown[: len(self)], grown_lengths[: len(self)] = self.vectors, self.lengths
            self._units, self._lengths = grown, grown_lengths
        self._units[len(self) : needed], self._lengths[len(self) : needed] = units, lengths
        self.names.extend(names)

    def search(self, vectors: np.ndarray, k: int = 5, threshold: float | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Find the ``k`` nearest templates of each probe.

        ``vectors`` is one probe (d,) or several (m, d). Returns ``(rows, distances)``, each (k,) or (m, k), nearest
        first; of equal distances the earlier enrolled comes first; fewer than ``k`` columns when fewer are enrolled.
        With ``threshold``, candidates farther than it are blanked: row -1, distance NaN.

        Raises
        ------
        GalleryError
            When nothing is enrolled or the length of a probe is not that of the templates.
        """
        if not len(self):
            raise GalleryError("nothing is enrolled. Enrol at least one face before searching.")
        if k < 1:
            raise GalleryError(f"k is {k}. Ask for at least one candidate.")
        single = np.ndim(vectors) == 1
        probes, lengths = self._unit(vectors)
        k = min(k, len(self))
        rows = np.empty((len(probes), k), np.int64)
        distances = np.empty((len(probes), k), np.float32)
        for start in range(0, len(probes), PROBES_AT_ONCE):
            batch = probes[start : start + PROBES_AT_ONCE]
            if self.metric == "euclidean":
                batch = batch * (2 * lengths[start : start + PROBES_AT_ONCE, None])
            for i, candidates in enumerate(self._candidates(batch, k), start):
                found = self._distances(candidates, probes[i], lengths[i])
                nearest = np.argsort(found, kind="stable")[:k]
                rows[i], distances[i] = candidates[nearest], found[nearest]
        if threshold is not None:
            far = distances > threshold
            rows[far], distances[far] = -1, np.nan
        return (rows[0], distances[0]) if single else (rows, distances)

    def _candidates(self, probes: np.ndarray, k: int):
        """Yield for each probe the rows, in order, among which its ``k`` nearest certainly are.

        The templates are dealt into blocks, and of each block only the best score is kept. The k-th best of those is
        reached by at least ``k`` templates, so each of the ``k`` nearest is in a block that reaches it: few blocks.
        """
        n, step = len(self), max(BLOCK, SCORES_AT_ONCE // len(probes) // BLOCK * BLOCK)
        maxima, first, stride, rest = [], [], [], []
        for start in range(0, n, step):
            scores = self._scores(probes, slice(start, min(n, start + step)))
            blocks = scores.shape[1] // BLOCK  # block j holds every blocks-th template from j on: quick to reduce
            maxima.append(scores[:, : blocks * BLOCK].reshape(len(probes), BLOCK, blocks).max(axis=1))
            first.append(np.arange(start, start + blocks))
            stride.append(np.full(blocks, blocks))
            rest.append(np.arange(start + blocks * BLOCK, start + scores.shape[1]))
        maxima = np.concatenate(maxima, axis=1)
        first, stride, rest = np.concatenate(first), np.concatenate(stride), np.concatenate(rest)
        if k > len(first) // 4:  # too few blocks to leave any out
            yield from (np.arange(n) for _ in probes)
            return
        bounds = np.partition(maxima, len(first) - k, axis=1)[:, len(first) - k]
        for best, bound in zip(maxima, bounds, strict=True):
            kept = np.flatnonzero(best >= bound)
            rows = first[kept, None] + stride[kept, None] * np.arange(BLOCK)
            yield np.sort(np.concatenate([rows.ravel(), rest]))

    def _scores(self, probes: np.ndarray, part: slice) -> np.ndarray:
        """Score every probe against part of the gallery, (m, n): the larger, the nearer.

        Cosine, and so ``euclidean_l2`` too, need the product of unit vectors alone. For ``euclidean``,
        |a - b|² = |b|² - (2 a·b - |a|²), where |b|², the probe's, is the same for the whole row. ``probes`` then
        holds 2b, and a·b is |a| times the product with a's unit vector.
        """
        units = self.vectors[part]
        scores = (units @ probes[0])[None] if len(probes) == 1 else probes @ units.T
        if self.metric == "euclidean":
            scores -= self.lengths[part]
            scores *= self.lengths[part]
        return scores

    def _distances(self, rows: np.ndarray, probe: np.ndarray, length: float) -> np.ndarray:
        """Distances to a few templates, without the rounding that a difference of squares brings."""
        found = self.vectors[rows]
        if self.metric == "cosine":
            return 1 - found @ probe
        if self.metric == "euclidean":
            found, probe = found * self.lengths[rows, None], probe * length
        apart = found - probe
        return np.sqrt(np.einsum("ij,ij->i", apart, apart))

    def _unit(self, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        vectors = np.atleast_2d(np.asarray(vectors, np.float32))
        if vectors.ndim != 2 or (len(self) and vectors.shape[1] != self._units.shape[1]):
            expected = f"(n, {self._units.shape[1]})" if len(self) else "(n, d)"
            raise GalleryError(f"templates of shape {vectors.shape}, expected {expected}: from another recogniser?")
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise GalleryError("a template is all zeros or not finite (NaN: no face was found). Leave it out.")
        return vectors / lengths[:, None], lengths

    def save(self, path) -> None:
        """Write the gallery to ``path`` (.npz), whole or not at all."""
        buffer = io.BytesIO()
        np.savez(buffer, names=np.array(self.names, dtype=str), units=self.vectors, lengths=self.lengths,
                 metric=self.metric, recogniser=self.recogniser or "")
        write_whole(Path(path), buffer.getvalue())

    @classmethod
    def load(cls, path) -> Gallery:
        """Read what ``save`` wrote.

        Raises
        ------
        GalleryError
            When the file is missing or is not such a file.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                gallery = cls(metric=str(stored["metric"]), recogniser=str(stored["recogniser"]) or None)
                names, units, lengths = stored["names"].tolist(), stored["units"], stored["lengths"]
        except FileNotFoundError:
            raise GalleryError(f"{path} does not exist. Save a gallery there first.") from None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise GalleryError(f"{path} is not a saved gallery ({error}). Enrol again and save it anew.") from None
        if units.ndim != 2 or units.dtype != np.float32 or not len(names) == len(units) == len(lengths):
            raise GalleryError(f"{path} is damaged: names and templates do not agree. Enrol again and save it anew.")
        gallery.names, gallery._units, gallery._lengths = names, units, lengths
        return gallery
