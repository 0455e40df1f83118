"""Who bears the errors: rates by group, and measures of how far apart they are.

Each measure takes the rates of the groups at ONE threshold in its last axis, shape (..., groups), so that thousands of
bootstrap replicates go through in one call. A measure reduces a table of rates to one number and hides which group
bears the errors: read it beside the table. The definitions are set out in docs/evaluation.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.evaluation.checks import EvaluationError, check_share, check_threshold, numbers
from course.evaluation.histograms import ScoreHistogram
from course.evaluation.scores import PairScores


@dataclass(frozen=True)
class GroupRates:
    """Rates at one threshold. Counts are (groups, groups): group of one image, group of the other; symmetrical.

    A rate without any comparison is NaN. FMR within a group compares its people with each other; FMR across groups
    compares people of two groups. Say which one is meant: the first is often several times the second.
    """

    threshold: float
    groups: tuple[str, ...]
    false_matches: np.ndarray
    nonmated: np.ndarray
    false_nonmatches: np.ndarray
    mated: np.ndarray

    @property
    def fmr_matrix(self) -> np.ndarray:
        """(groups, groups) FMR of each pair of groups."""
        return _divide(self.false_matches, self.nonmated)

    @property
    def fmr(self) -> np.ndarray:
        """(groups,) FMR within each group."""
        return np.diag(self.fmr_matrix)

    @property
    def fmr_across(self) -> np.ndarray:
        """(groups,) FMR of each group with all other groups together."""
        return _divide(*(counts.sum(axis=1) - np.diag(counts) for counts in (self.false_matches, self.nonmated)))

    @property
    def fnmr(self) -> np.ndarray:
        """(groups,) FNMR of the people of each group."""
        return _divide(np.diag(self.false_nonmatches), np.diag(self.mated))

    def rows(self) -> list[dict]:
        """One dict per group, for a data frame: rates and the counts behind them."""
        return [
            {"group": name, "fmr": self.fmr[i], "false_matches": int(self.false_matches[i, i]),
             "nonmated": int(self.nonmated[i, i]), "fmr_across": self.fmr_across[i], "fnmr": self.fnmr[i],
             "false_nonmatches": int(self.false_nonmatches[i, i]), "mated": int(self.mated[i, i])}
            for i, name in enumerate(self.groups)
        ]


def group_rates(scores: PairScores | ScoreHistogram, threshold) -> GroupRates:
    """Rates by group at one threshold, from every distance (`score_pairs`) or from counts (`count_pairs`).

    From a histogram a threshold between two edges is moved down to the edge below, and the result says so.
    """
    threshold = check_threshold(threshold)
    if isinstance(scores, ScoreHistogram):
        names = tuple(sorted({name for cell in scores.cells for name in cell}))
        place = {name: i for i, name in enumerate(names)}
        cells = np.array([[place[a], place[b]] for a, b in scores.cells])
        tables = [_table(cells, counts, len(names)) for counts in (*scores.compared, *scores.accepted(threshold))]
        mated, nonmated, accepted_mated, accepted_nonmated = tables
        return GroupRates(scores.edge(threshold), names, accepted_nonmated, nonmated, mated - accepted_mated, mated)
    if not isinstance(scores, PairScores):
        raise EvaluationError(f"Group rates need the result of score_pairs or count_pairs, not {type(scores).__name__}.")
    names = tuple(str(name) for name in scores.group_names)
    counts = []
    for distances, rows, is_error in (
        (scores.nonmated, scores.nonmated_rows, np.less_equal), (scores.mated, scores.mated_rows, np.greater),
    ):
        cells = scores.groups_of(rows)
        counts += [_table(cells, is_error(distances, threshold), len(names)), _table(cells, None, len(names))]
    return GroupRates(threshold, names, *counts)


# ---- measures of difference ----------------------------------------------------------------------------------------
# 0/0 is NaN throughout: with no error in any group, a ratio says nothing. A ratio to a rate of 0 is inf: then look at
# the counts, since no error seen is not a rate of 0 (see `rule_of_three`).


def max_min_ratio(rates):
    """The worst group's rate divided by the best group's.

    Simple, and unstable: the smallest rate rests on the fewest errors. Source: the FMR and FNMR terms of the inequity
    rate; see `inequity_rate`.
    """
    rates = _check(rates)
    return _divide(rates.max(axis=-1), rates.min(axis=-1))


def max_geometric_mean_ratio(rates):
    """The worst group's rate divided by the geometric mean of all groups' rates.

    Less unstable than `max_min_ratio`, since no single small rate is the denominator. Source: Grother, NIST IR 8429
    (FRVT part 8: summarizing demographic differentials), 2022.
    """
    rates = _check(rates)
    with np.errstate(divide="ignore"):
        return _divide(rates.max(axis=-1), np.exp(np.log(rates).mean(axis=-1)))


def gini(rates):
    """Gini coefficient of the groups' rates, made to run from 0 (all equal) to 1 (one group has all the errors).

    n/(n-1) x sum over all i, j of |x_i - x_j| / (2 n^2 mean). Source: Howard et al. 2022, arXiv:2203.05051.
    """
    rates = _check(rates)
    count = rates.shape[-1]
    differences = np.abs(rates[..., :, None] - rates[..., None, :]).sum(axis=(-2, -1))
    return _divide(differences, 2 * count * (count - 1) * rates.mean(axis=-1))


def garbe(fmr, fnmr, alpha=0.5):
    """Gini aggregation rate for biometric equitability: alpha x Gini(FMR) + (1 - alpha) x Gini(FNMR). 0 is equal.

    Source: Howard, Laird, Sirotin, Rubin, Tipton and Vemury, "Evaluating proposed fairness models for face
    recognition algorithms", 2022, arXiv:2203.05051.
    """
    alpha = check_share(alpha, "alpha")
    return alpha * gini(fmr) + (1 - alpha) * gini(fnmr)


def fairness_discrepancy_rate(fmr, fnmr, alpha=0.5):
    """FDR = 1 - (alpha x A + (1 - alpha) x B), with A, B the largest differences between two groups' FMR, FNMR.

    1 is equal. FMRs are small numbers, so A is too: a hundredfold difference between FMRs of 1e-5 and 1e-3 moves the
    FDR by less than 0.001. Source: de Freitas Pereira and Marcel, "Fairness in biometrics: a figure of merit to assess
    biometric verification systems", IEEE T-BIOM 4(1), 2022 (arXiv:2011.02395).
    """
    alpha = check_share(alpha, "alpha")
    return 1 - (alpha * np.ptp(_check(fmr), axis=-1) + (1 - alpha) * np.ptp(_check(fnmr), axis=-1))


def inequity_rate(fmr, fnmr, alpha=0.5):
    """(max FMR / min FMR)^alpha x (max FNMR / min FNMR)^(1 - alpha). 1 is equal, there is no largest value.

    Source: proposed by Grother (NIST), "Demographic differentials in face recognition algorithms", 2021; written down
    and examined by Howard et al. 2022, arXiv:2203.05051.
    """
    alpha = check_share(alpha, "alpha")
    return max_min_ratio(fmr) ** alpha * max_min_ratio(fnmr) ** (1 - alpha)


def _check(rates):
    rates = numbers(rates, "The rates").astype(float)
    if rates.ndim == 0 or rates.shape[-1] < 2:
        raise EvaluationError(f"A difference needs the rates of at least two groups; these have shape {rates.shape}.")
    outside = ~((rates >= 0) & (rates <= 1))
    if outside.any():
        first = int(np.flatnonzero(outside.any(axis=tuple(range(rates.ndim - 1))))[0])
        raise EvaluationError(f"The rate of group number {first} is not between 0 and 1 (it is "
                              f"{rates[..., first].ravel()[outside[..., first].ravel()][0]}). NaN means that group had "
                              "no comparisons: leave it out, or compare more of its images.")
    return rates


def _divide(part, whole):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.true_divide(part, whole)[()]


def _table(cells, counts, size):
    """Counts by pair of groups, made symmetrical: a pair of images has no order."""
    flat = np.bincount((cells[:, 0] * size + cells[:, 1]).astype(np.intp), weights=counts, minlength=size * size)
    table = flat.reshape(size, size).astype(np.int64)
    return table + table.T - np.diag(np.diag(table))
