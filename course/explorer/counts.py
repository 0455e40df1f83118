"""What the explorer shows: counts of distances, intervals and pairs of faces, as plain data for JSON.

The rates need only counts: how many mated and non-mated pairs lie at or below each threshold. Those are sent once, and
the browser does the rest. Intervals take a subject bootstrap, so they are computed here, at a grid of thresholds.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
from collections.abc import Mapping, Sequence

import numpy as np

from course import paths
from course.errors import CourseError
from course.evaluation.bootstrap import MatedSums, PairSums, percentile_interval, resample
from course.evaluation.histograms import Bins, histogram_scores
from course.evaluation.scores import METRICS, FaceSet, PairScores, score_pairs
from course.files import write_whole
from course.recognisers import RECOGNISERS

VERSION = 1
"""Of the data's layout and of how it is computed: it is part of the key of what is kept in the cache."""

MEASURE = {"cosine": "cosine distance", "euclidean": "Euclidean distance", "euclidean_l2": "Euclidean distance at length 1"}
LEAST_BINS = 1000
INTERVALS = 96
"""At how many thresholds the intervals are computed; the browser draws straight lines between them."""
REPLICATES = 1000
PAIRS, GROUP_PAIRS = 36, 4
"""How many non-mated pairs of faces are kept over all, and how many more for each group."""
WIDEST = 0.3
"""Pairs of faces are kept up to the threshold at which this share of the non-mated pairs is accepted."""
THUMBNAIL = 84  # px


class ExplorerError(CourseError, ValueError):
    """The explorer was asked for something that its data do not hold."""


def data(recognisers: Sequence[str] = tuple(RECOGNISERS), split: str = "evaluation", *,
         metrics: Mapping[str, str] | None = None, replicates: int = REPLICATES) -> dict:
    """Build what the explorer shows, from the embeddings of the cast's known people.

    metrics: the metric for each recogniser (default: the one its makers use). replicates: of the subject bootstrap. Returns plain
    data of some hundred kB, with thumbnails. Counts and intervals are kept in the cache under the hashes of the files
    they come from.

    Raises
    ------
    ExplorerError
        For an unknown metric and for embeddings without any mated or non-mated pair, and CastError when the cast is
        missing.
    """
    if not recognisers:
        raise ExplorerError("No recogniser is given: name at least one, such as 'dlib'.")
    from course import faces

    metrics = {name: one.metric for name, one in RECOGNISERS.items()} | dict(metrics or {})
    cast = faces.load(role="known", split=split)
    measured, wanted = {}, {}
    for name in recognisers:
        embeddings = faces.embeddings(name, role="known", split=split)
        metric = metrics.get(name)
        if metric not in METRICS:
            raise ExplorerError(f"the metric of {name} is {metric!r}: choose from {', '.join(METRICS)}.")
        measured[name] = _cached(_key(name, split, metric, replicates), lambda e=embeddings, m=metric: measure(
            FaceSet.of(e, ["target", "sex"]), m, missed=len(e.missed), images=e.table["image"].tolist(),
            replicates=replicates))
        measured[name] |= {"label": RECOGNISERS[name].title, "metric": metric, "measure": MEASURE[metric],
                           "default": _default(name, metric)}
        wanted |= dict.fromkeys(image for pair in measured[name]["pairs"] for image in pair["images"])
    groups = sorted({key for one in measured.values() for key in one["groups"]} - {"all"})
    return {
        "version": VERSION,
        "split": split,
        "groups": [{"key": "all", "label": "all pairs"}, *({"key": key, "label": _group_label(key)} for key in groups)],
        "recognisers": measured,
        "images": thumbnails(cast, wanted),
    }


def measure(people: FaceSet, metric: str, *, images: Sequence[str], missed: int = 0,
            replicates: int = REPLICATES) -> dict:
    """Counts, intervals and closest pairs of one recogniser. ``people`` has groups; ``images`` names its rows."""
    scores = score_pairs(people, metric=metric)
    if not scores.mated.size or not scores.nonmated.size:
        raise ExplorerError(f"{len(people)} images give {scores.mated.size} mated and {scores.nonmated.size} non-mated "
                            "pairs: both kinds are needed. Use several people with several images each.")
    step, edges = thresholds(max(scores.mated.max(), scores.nonmated.max()))
    names = [key_of(group) for group in scores.group_names]
    groups = {"all": _counts(scores, edges, None)}
    groups |= {name: _counts(scores, edges, code) for code, name in enumerate(names)}
    lowest = min(scores.mated.min(), scores.nonmated.min())
    grid = np.unique(np.linspace(max(0, np.searchsorted(edges, lowest) - 1), len(edges) - 1, INTERVALS).astype(int))
    return {
        "images": len(people),
        "missed": missed,
        "step": step,
        "thresholds": edges.tolist(),
        "groups": groups,
        "intervals": {
            "thresholds": edges[grid].tolist(),
            "confidence": 0.95,
            "replicates": replicates,
            "groups": {name: _intervals(scores, edges[grid], code, replicates)
                       for code, name in [(None, "all"), *enumerate(names)]},
        },
        "pairs": closest_pairs(scores, images, names),
    }


def thresholds(largest: float) -> tuple[float, np.ndarray]:
    """A round step and every threshold from 0 by that step to at least ``largest``: `LEAST_BINS` of them or more."""
    if not 0 < largest < math.inf:
        raise ExplorerError(f"the largest distance is {largest}: it must be above 0 and finite.")
    digits = math.floor(math.log10(largest / LEAST_BINS))
    step = max(size * 10.0**digits for size in (1, 2, 5) if size * 10.0**digits <= largest / LEAST_BINS)
    count = math.ceil(float(largest) / step) + 1
    return round(step, 9), np.round(np.arange(count + 1) * step, 9)


def key_of(group: str) -> str:
    """A group's name in links: ``african female`` is ``african-female``."""
    return group.replace(" ", "-")


def _group_label(key: str) -> str:
    target, _, sex = key.rpartition("-")
    return f"{target.capitalize()} target, {sex}"


def _default(name: str, metric: str) -> float | None:
    """DeepFace's own threshold, where it has one."""
    constants = RECOGNISERS[name].deepface.get(metric)
    return None if constants is None else constants.threshold


def _inside(scores: PairScores, group: int | None):
    """Masks of the mated and the non-mated pairs of one group (both images in it), or of all pairs."""
    if group is None:
        return np.ones(scores.mated.size, bool), np.ones(scores.nonmated.size, bool)
    return tuple((scores.groups_of(rows) == group).all(axis=1) for rows in (scores.mated_rows, scores.nonmated_rows))


def _counts(scores: PairScores, edges: np.ndarray, group: int | None) -> dict:
    """How many pairs lie at or below each threshold."""
    own, other = _inside(scores, group)
    distances = np.concatenate([scores.mated[own], scores.nonmated[other]])
    inside = slice(None) if group is None else scores.probes.groups == scores.group_names[group]
    counts = {"subjects": len(np.unique(scores.probes.subjects[inside]))}
    if not distances.size:
        return counts | {"mated": [0] * len(edges), "nonmated": [0] * len(edges)}
    histogram = histogram_scores(distances, np.arange(distances.size) < own.sum(), Bins.at(edges))
    return counts | {"mated": np.cumsum(histogram.mated[0])[:-1].tolist(),
                     "nonmated": np.cumsum(histogram.nonmated[0])[:-1].tolist()}


def _intervals(scores: PairScores, grid: np.ndarray, group: int | None, replicates: int) -> dict:
    """95% intervals of FMR and FNMR at each threshold of the grid, people resampled; None where there is no pair."""
    own, other = _inside(scores, group)
    count = len(scores.subject_names)
    weights = resample(count, replicates, np.random.default_rng(0),
                       strata=None if group is None else _membership(scores, group))
    mated, nonmated = scores.mated[own], scores.nonmated[other]
    subject = scores.subjects_of(scores.mated_rows[own])[:, 0]
    first, second = scores.subjects_of(scores.nonmated_rows[other]).T

    def false_matches(accepted):
        return PairSums(first[accepted], second[accepted], count)(weights)

    def false_nonmatches(rejected):
        return MatedSums(subject[rejected], count)(weights)

    grid = grid.astype(np.float32)
    return {
        "fmr": _ends([false_matches(nonmated <= t) for t in grid], false_matches(np.ones(nonmated.size, bool))),
        "fnmr": _ends([false_nonmatches(mated > t) for t in grid], false_nonmatches(np.ones(mated.size, bool))),
    }


def _ends(errors, totals) -> list | None:
    """[lows, highs] of the share of errors at each threshold. errors: (thresholds, B), totals: (B,)."""
    if not (totals > 0).any():
        return None
    rates = np.divide(errors, totals, out=np.full(np.shape(errors), np.nan), where=totals > 0).T
    interval = percentile_interval(np.zeros(rates.shape[1]), rates)
    return [[float(f"{value:.4g}") for value in end] for end in (interval.low, interval.high)]


def _membership(scores: PairScores, group: int) -> np.ndarray:
    """(subjects,) 1 for the people of the group: they are drawn among themselves."""
    members = np.unique(scores.probes.subjects[scores.probes.groups == scores.group_names[group]])
    return np.isin(scores.subject_names, members).astype(int)


def closest_pairs(scores: PairScores, images: Sequence[str], names: Sequence[str]) -> list[dict]:
    """Non-mated pairs of images, closest first: spread from the closest of all to `WIDEST`, then some of each group.

    Two people appear together once, with their closest images.
    """
    cells = scores.groups_of(scores.nonmated_rows)
    order = np.argsort(scores.nonmated, kind="stable")
    order = order[: max(1, round(WIDEST * order.size))]
    people = np.sort(scores.subjects_of(scores.nonmated_rows[order]), axis=1).astype(np.int64)
    _, first = np.unique(people[:, 0] * len(scores.subject_names) + people[:, 1], return_index=True)
    order = order[np.sort(first)]
    kept = set(order[_spread(order.size, PAIRS)])
    for group in range(len(names)):
        own = order[(cells[order] == group).all(axis=1)]
        kept |= set(own[_spread(own.size, GROUP_PAIRS)])
    pairs = []
    for place in sorted(kept, key=lambda i: (scores.nonmated[i], i)):
        a, b = scores.nonmated_rows[place]
        group = names[cells[place][0]] if cells[place][0] == cells[place][1] else None
        pairs.append({"images": [images[a], images[b]], "distance": float(f"{scores.nonmated[place]:.6g}"),
                      "group": group})
    return pairs


def _spread(size: int, count: int) -> np.ndarray:
    """Up to ``count`` ranks of ``size``, dense among the first ones: 0, 1, 2, 4, 8, ..."""
    if size <= count:
        return np.arange(size)
    # Powers of one ratio, and where those fall on the same whole number, the next ones.
    ranks = np.unique(np.geomspace(1, size, count).astype(int) - 1)
    spare = np.setdiff1d(np.arange(min(size, 2 * count)), ranks)
    return np.sort(np.concatenate([ranks, spare[: count - ranks.size]]))


def thumbnails(cast, images, size: int = THUMBNAIL) -> dict:
    """``{image: {"alt": words, "src": data URI}}`` of at most ``size`` px; ``src`` is None for an image that is not on
    this disk."""
    from PIL import Image

    from course.figures.pictures import describe

    rows = cast.images.set_index("image", drop=False)
    found = {}
    for image in images:
        entry = {"alt": describe(rows.loc[image]), "src": None}
        try:
            pixels = cast.read(image)
        except CourseError:
            pass  # its distance is known all the same, and the explorer says that the picture is missing
        else:
            buffer = io.BytesIO()
            small = Image.fromarray(pixels)
            small.thumbnail((size, size), Image.Resampling.LANCZOS)
            small.save(buffer, "WEBP", quality=72)
            entry["src"] = "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
        found[image] = entry
    return found


def _key(recogniser: str, split: str, metric: str, replicates: int) -> str:
    """Changes with anything the counts and intervals depend on."""
    digest = hashlib.sha256(repr((VERSION, recogniser, split, metric, replicates)).encode())
    folder = paths.DATA / "embeddings"
    for path in (paths.DATA / "faces" / "cast.csv", folder / "index.csv", folder / f"{recogniser}.npy"):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:24]


def _cached(key: str, compute) -> dict:
    path = paths.CACHE / "explorer" / f"{key}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass  # not there yet, or cut short: compute it
    result = compute()
    write_whole(path, json.dumps(result, separators=(",", ":")).encode())
    return result
