"""Which enrolled templates are near enough: exact, and quick for thousands of them."""

from __future__ import annotations

import numpy as np

from course.matching.gallery import Gallery

SLACK = 1e-6  # of a float32 product of two unit vectors


def nearest_names(gallery: Gallery, template: np.ndarray, furthest: float, most: int) -> tuple[list[str], list[float]]:
    """What ``nearest`` finds, by name; nothing in an empty gallery."""
    if not len(gallery):
        return [], []
    rows, distances = nearest(gallery, template, furthest, most)
    return [gallery.names[row] for row in rows.tolist()], distances.tolist()


def without_name(names: list[str], distances: list[float], leave_out: str | None, most: int) -> tuple[list[str], list[float]]:
    """The first ``most`` of what was found, without ``leave_out``."""
    if leave_out in names:
        at = names.index(leave_out)
        names, distances = names[:at] + names[at + 1 :], distances[:at] + distances[at + 1 :]
    return names[:most], distances[:most]


def nearest(gallery: Gallery, template: np.ndarray, furthest: float, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and cosine distances of the at most ``most`` nearest templates that are not farther than ``furthest``.

    One product with the whole gallery, then work on the few that pass. ``Gallery.search`` finds the k nearest
    whatever their distance: it is quick for a small k, and here k may be thousands.
    """
    probe = np.asarray(template, np.float32)
    probe = probe / np.linalg.norm(probe)
    scores = gallery.vectors @ probe
    passing = np.flatnonzero(scores >= 1 - furthest - SLACK) if furthest < 2 else np.arange(len(scores))
    if len(passing) > most:
        least = np.partition(scores[passing], len(passing) - most)[len(passing) - most]
        passing = passing[scores[passing] >= least - SLACK]
    # A matrix product rounds a row by its place too, so that equal templates could differ: here each row is by itself.
    scores = np.einsum("ij,j->i", gallery.vectors[passing], probe)
    distances = np.maximum(0, 1 - scores)  # rounding can make it a little less than nothing
    order = np.argsort(distances, kind="stable")
    order = order[distances[order] <= furthest][:most]
    return passing[order], distances[order]
