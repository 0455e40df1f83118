"""A small linear layer on top of a recogniser: learnt from the templates of some people, used on those of others.

The layer subtracts the training people's mean and undoes their within-class covariance: directions in which images of
one person differ much count less afterwards (within-class covariance normalisation; Hatch, Kajarekar and Stolcke,
Interspeech 2006). It needs no group labels. It can only weigh what the network below it already reports.

Compare what `LinearMetric.apply` returns by cosine distance.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from course.evaluation.checks import EvaluationError, check_share


@dataclass(frozen=True)
class LinearMetric:
    """What was learnt: `centre` (d,), `matrix` (d, d); templates go through ``(template / length - centre) @ matrix``.

    shrinkage: how far the covariance was drawn towards a multiple of the identity, 0 to 1. subjects, images: of how
    many people and images it was learnt.
    """

    centre: np.ndarray = field(repr=False)
    matrix: np.ndarray = field(repr=False)
    shrinkage: float
    subjects: int
    images: int

    def apply(self, templates) -> np.ndarray:
        """Templates (n, d) as this metric sees them, (n, d) in their own kind of float. A row of NaN stays one.

        Raises
        ------
        EvaluationError
            For another number of dimensions and for a template of length 0.
        """
        templates = np.asarray(templates)
        if templates.ndim != 2 or templates.shape[1] != len(self.centre):
            raise EvaluationError(f"The templates have shape {templates.shape}; this metric was learnt from templates of "
                                  f"{len(self.centre)} dimensions: pass one row each, of the same recogniser.")
        kind = templates.dtype if templates.dtype.kind == "f" else np.float64
        return ((unit(templates) - self.centre) @ self.matrix).astype(kind)


def learn_metric(templates, subjects, shrinkage: float | None = None) -> LinearMetric:
    """Learn a `LinearMetric` from the templates of the training people.

    templates: (n, d), of any length other than 0. subjects: (n,) one label an image. shrinkage: 0 to 1, or None for
    Ledoit and Wolf's, which is computed from these people and no others.

    Source of the shrinkage: Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices",
    Journal of Multivariate Analysis 88(2), 2004.

    Raises
    ------
    EvaluationError
        With what to do, for: NaN; labels that do not fit; fewer than two people; nobody with two images, or only
        identical ones (then nothing is known of how images of one person differ); and a covariance that cannot be
        inverted without shrinkage.
    """
    moments = Moments.of(templates, subjects)
    return moments.metric(np.ones(len(moments.names)), shrinkage)


def within_class_covariance(templates, subjects) -> np.ndarray:
    """(d, d) mean square of each template's deviation from the mean template of its own person. Templates: length 1."""
    moments = Moments.of(templates, subjects)
    return moments.deviations.T @ moments.deviations / len(moments.deviations)


def ledoit_wolf(covariance, fourth: float, images: float) -> float:
    """The shrinkage, 0 to 1, that loses least on average, for a covariance of deviations from a known mean.

    covariance: (d, d). fourth: mean of the fourth power of the deviations' lengths. images: how many deviations.
    """
    size = len(covariance)
    square = float(np.sum(covariance**2))
    spread = square - np.trace(covariance) ** 2 / size  # how far the covariance is from a multiple of the identity
    noise = (fourth - square) / images  # how far it is, on average, from the true one
    return float(min(1.0, max(0.0, noise / spread))) if spread > 0 else 1.0


def unit(templates) -> np.ndarray:
    """The rows at length 1, float64.

    Raises
    ------
    EvaluationError
        For a row of zeros; NaN stays NaN.
    """
    rows = np.asarray(templates, dtype=np.float64)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if (lengths == 0).any():
        raise EvaluationError(f"Template number {np.flatnonzero(lengths == 0)[0]} is all zeros: it has no direction, so it "
                              "cannot be compared. Leave that image out.")
    return rows / lengths


@dataclass(frozen=True)
class Moments:
    """What a metric needs to know of each training person, so that it can be learnt again with other weights.

    names: (s,) the people, sorted. counts: (s,) images of each. sums: (s, d). deviations: (n, d) from the mean of the
    own person; owner: (n,) the person's place in `names`.
    """

    names: np.ndarray
    counts: np.ndarray
    sums: np.ndarray
    deviations: np.ndarray
    owner: np.ndarray

    @classmethod
    def of(cls, templates, subjects) -> Moments:
        templates, subjects = np.asarray(templates), np.asarray(subjects)
        if templates.ndim != 2 or templates.dtype.kind not in "fiu" or not templates.shape[1]:
            raise EvaluationError(f"The templates have shape {templates.shape} and type {templates.dtype}: pass one row of "
                                  "numbers an image.")
        if subjects.shape != (len(templates),):
            raise EvaluationError(f"There are {len(templates)} templates, but the subjects have shape {subjects.shape}: pass "
                                  "one label a template.")
        bad = np.flatnonzero(~np.isfinite(templates).all(axis=1))
        if bad.size:
            raise EvaluationError(f"{bad.size} of {len(templates)} templates hold NaN or infinity (the first is row {bad[0]}), as "
                                  "when no face was found: leave those images out.")
        rows = unit(templates)
        names, owner = np.unique(subjects.astype(str) if subjects.dtype.kind == "O" else subjects, return_inverse=True)
        counts = np.bincount(owner, minlength=len(names))
        sums = np.zeros((len(names), templates.shape[1]))
        np.add.at(sums, owner, rows)
        return cls(names, counts, sums, rows - (sums / counts[:, None])[owner], owner)

    def metric(self, weights, shrinkage: float | None = None) -> LinearMetric:
        """The metric of these people, each counted as often as `weights` (s,) says; 0 leaves a person out."""
        return self.metrics([weights], shrinkage)[0]

    def metrics(self, many, shrinkage: float | None = None) -> list[LinearMetric]:
        """One metric for each of `many` weights (s,), as `metric`."""
        return [self._metric(np.asarray(weights, dtype=np.float64), shrinkage) for weights in many]

    def _metric(self, weights, shrinkage) -> LinearMetric:
        used = np.flatnonzero(weights > 0)
        if used.size < 2:
            raise EvaluationError(f"There {'is 1 training person' if used.size else 'are no training people'}: a metric is "
                                  "learnt from at least two, better some dozens.")
        several = used[self.counts[used] > 1]
        if not several.size:
            raise EvaluationError("Every training person has one image: how images of one person differ cannot be learnt from "
                                  "them. Add a second image of some.")
        by_image = weights[self.owner]
        rows = by_image > 0
        deviations = self.deviations[rows] * np.sqrt(by_image[rows])[:, None]
        images = float(by_image.sum())
        covariance = deviations.T @ deviations / images
        level = np.trace(covariance) / len(covariance)
        if not level > 1e-14:
            raise EvaluationError("The images of each training person are all alike: how images of one person differ cannot be "
                                  "learnt from copies. Use different images of each.")
        if shrinkage is None:
            fourth = float(by_image[rows] @ np.sum(self.deviations[rows] ** 2, axis=1) ** 2 / images)
            shrinkage = ledoit_wolf(covariance, fourth, images)
        shrinkage = check_share(shrinkage, "The shrinkage")
        drawn = (1 - shrinkage) * covariance + shrinkage * level * np.eye(len(covariance))
        try:
            factor = np.linalg.cholesky(drawn)
            sound = np.diag(factor).min() ** 2 > 1e-10 * level
        except np.linalg.LinAlgError:
            sound = False
        if not sound:
            raise EvaluationError(f"The within-class covariance cannot be inverted with a shrinkage of {shrinkage:g}: in some "
                                  "direction the training images do not differ at all (a constant column, or fewer images "
                                  "than dimensions). Use more shrinkage, such as 0.1, or None to have it computed.")
        centre = weights @ self.sums / float(weights @ self.counts)
        return LinearMetric(centre, np.linalg.inv(factor).T, shrinkage, used.size, int(self.counts[used].sum()))
