# ---
# title: "A memo to the council"
# lesson: capstone
# minutes: 100
# lead: Eight tasks, 20 points. Seven are checked by machine, and the memo is read by a person.
# before: {Lesson:capstone}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - turn hours of review into a threshold or into a gallery, and report FPIR and FNIR on people who took no part in the choice
#   - work out a year - found, missed and wrongly named people, and what looking at them costs
#   - put an interval around a difference between two groups
#   - write a memo whose numbers somebody else can use, with rules that somebody else can check
# ---

# %% [markdown]
# {how}
#
# Every score here is a **distance**: small means alike. A person is a candidate when the distance is at most the
# threshold.
#
# ## The letter <!-- no-claim: numbers of this exercise -->
#
# > *To our adviser.* <!-- no-claim: a made-up letter --> The police department asks for a face search among {{CITY}} booking photographs. It expects {{SEARCHES}}
# > searches a year. Our examiners have {{HOURS_A_WEEK}} hours a week in all, and need {{MINUTES}} minutes to look at one name. An hour
# > costs us {{WAGE}} dollars. The department believes that {{ENROLLED}} of the people it will search for are in the gallery (1 would
# > be all of them). **Advise us.** *The city council*
#
# All of it is made up. What you measure, you measure on rendered faces of nobody.

# %% role="given"
import numpy as np

from course import evaluation, faces
from course.study.selfcheck import selfcheck

check = selfcheck("capstone")

RECOGNISER = "sface"

# The letter.
SEARCHES = 900
CITY = 20_000
HOURS_A_WEEK = 8
MINUTES = 12
WAGE = 45
ENROLLED = 0.25

# Two groups to compare: the morph target with which a face was rendered.
FIRST = "asian"
SECOND = "european"

# %% role="variant"
def draw(random):
    first, second = random.permutation(["african", "asian", "european"])[:2]
    return {
        "RECOGNISER": str(random.choice(["dlib", "sface"])),
        "SEARCHES": int(random.choice([800, 1000, 1100, 1200])),
        "CITY": int(random.choice([16_000, 18_000, 22_000, 24_000])),
        "HOURS_A_WEEK": int(random.choice([7, 9, 10])),
        "MINUTES": int(random.choice([10, 11, 14, 15])),
        "WAGE": int(random.choice([38, 42, 50, 55])),
        "ENROLLED": float(random.choice([0.15, 0.2, 0.35, 0.4])),
        "FIRST": str(first),
        "SECOND": str(second),
    }

# %% [markdown] task="budget"
# ## 1. Whom do you leave out? <!-- no-claim: numbers of this exercise -->
#
# The lesson fixed the gallery and looked for a threshold. Turn that round. The council says: of the people who are enrolled at most a share `most_fnir` may be
# missed, and there are no more hours. What is left to move is the gallery.
#
# `distances` has one row a probe and one column a person of a *test* gallery; no probe is enrolled. `mate_distance` holds, for people who are enrolled,
# the distance to their own enrolled picture. A person is missed when it is above the threshold.
#
# Write `largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches)`. Take the **smallest** threshold that misses at most
# that share. Suppose that the city's people are like those of the test gallery. Return the largest whole number of people in whose gallery a search gives on average no
# more wrong names than the examiners can look at. A year has 52 weeks, `minutes` is for one name, `searches` are those of a year. If no wrong name comes up at
# that threshold, return infinity.

# %% role="answer" task="budget"
def largest_gallery(distances, mate_distance, most_fnir, hours_a_week, minutes, searches):
    """The largest gallery in which the misses keep their limit and the wrong names fit into the hours."""
    ### BEGIN SOLUTION
    mate_distance = np.asarray(mate_distance)
    threshold = min(t for t in mate_distance if np.mean(mate_distance > t) <= most_fnir)
    fmr = np.mean(np.asarray(distances) <= threshold)
    if fmr == 0:
        return float("inf")
    return int(np.floor(hours_a_week * 52 * 60 / minutes / searches / fmr))
    ### END SOLUTION

# %%
check("budget")

# %% role="check" task="budget" points=1
_D, _own = np.arange(1, 101).reshape(10, 10) / 100, np.array([0.05, 0.02, 0.2, 0.1])
assert check.same(largest_gallery(_D, _own, 0.25, 10.55, 60, 52), 105), "One of four may be missed, so the threshold is 0.1. An FMR of one tenth, and 10.55 names a search: 105 people."
assert check.same(largest_gallery(_D, _own, 0.0, 10.55, 60, 52), 52), "To miss nobody takes a larger threshold, and leaves a smaller gallery."
assert check.same(largest_gallery(_D + 1, _own, 0.25, 10.55, 60, 52), float("inf")), "No wrong name at that threshold: infinity."

# %% role="hidden" task="budget"
def check(student):
    quantile = "A quantile may lie between two distances. Take the smallest threshold that misses at most that share: one of the distances to the mates."
    asked = 0
    while asked < 6:
        distances = np.round(student.random.uniform(0.05, 1, (int(student.random.integers(20, 40)), int(student.random.integers(15, 30)))), 3)
        own = np.round(student.random.uniform(0.02, 0.6, int(student.random.integers(15, 40))), 3)
        most = float(student.random.choice([0.0, 0.1, 0.3, 0.5])) + (0.001 if asked % 2 else 0.0)
        hours, minutes = int(student.random.integers(2, 20)), int(student.random.integers(5, 25))
        searches = int(student.random.integers(20, 200))
        threshold = min(t for t in own if np.mean(own > t) <= most)
        rate = float(np.mean(distances <= threshold))
        exact = hours * 52 * 60 / minutes / searches / rate if rate else 0.5
        if not 0.1 < exact % 1 < 0.9:  # a rounding error decides nothing here
            continue
        asked += 1
        answer = student.call("largest_gallery", distances, own, most, hours, minutes, searches)
        if rate == 0:
            answer.equals(float("inf"), "No wrong name at that threshold: infinity.")
            continue
        flagged = float(np.mean((distances <= threshold).any(axis=1)))
        loose = float(np.mean(distances <= np.quantile(own, 1 - most)))  # np.quantile lies between two of the distances
        between = [(int(exact * rate / loose), quantile)] if loose and int(exact * rate / loose) != int(exact) else []
        found = float(np.mean(distances <= max((t for t in own if np.mean(own <= t) <= most), default=0.0)))
        swapped = [(int(exact * rate / found), "That fixes the share that is found. The limit is on the share that is missed: the share that"
                    " lies above it.")] if found else []
        answer.equals(
            int(exact), "The misses fix the threshold: the smallest at which at most that share of the enrolled lies above it. It has an FMR. Then the names that"
            " a year's hours allow for one search fix the gallery: people times FMR, counted in names, not in flagged searches.",
            instead=[
                *swapped,
                *between,
                (int(exact) + 1, "One too many: with so many people there are more wrong names than can be looked at."),
                (int(exact / 52), "The hours are those of a week, and the searches those of a year."),
                (int(hours * 52 * 60 / minutes / searches), "These are the names of a search that there are hours for. In how large a gallery does a search give so many?"),
                (int(exact * searches), "These are the names of a year; a search may give its share of them."),
                (int(exact * rate / flagged), "An examiner looks at names, and a flagged search may give several: count comparisons within the threshold."),
            ],
        )
    tied = np.array([0.3, 0.3, 0.3, 0.7])
    grid = (np.arange(40).reshape(8, 5) + 0.5) / 40
    student.call("largest_gallery", grid, tied, 0.5, 10, 60, 40).equals(
        int(13 / 0.3), "Mind ties: people at the same distance are found together, or missed together."
    )
    student.call("largest_gallery", grid, np.array([0.1, 0.2, 0.3, 0.4]), 0.4, 10, 60, 40).equals(
        int(13 / 0.3), "At most the share: one of four may be missed here, and two may not.", instead=[(int(13 / 0.275), quantile)]
    )
    student.call("largest_gallery", np.array([[0.8, 0.9]]), tied, 0.3, 10, 60, 40).equals(float("inf"), "No wrong name at that threshold: infinity.")

# %% role="hidden"
import math

import numpy as np

from course import evaluation as _evaluation
from course.checks.compare import TOLERANCE as NEAR  # a threshold may be given to so many digits
from course.checks.compare import same as _same
from course.judgement.sheet import flagged_of, halves

# %% [markdown] task="measure"
# ## 2. Choose, and report
#
# Below are `development` and `held_out`: probes (rows) against a test gallery (columns), with nobody enrolled, each from one half
# of the cast. There are five probes a person, one below the other. `mate_distance` holds, for each person of the evaluation half, the
# distance to their own enrolled picture. Every candidate within the threshold is looked at, so a person who is enrolled is missed only
# when this distance is above the threshold.
#
# Write `measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people)`, with the numbers of a letter such as yours.
# Return a tuple `(chosen, names, fpir, fnir)`:
#
# - `chosen`: the largest threshold at which a search of the city's gallery of `people` people gives no more wrong names than the hours allow, chosen where a threshold may be
#   chosen. As in the lesson, `evaluation.threshold_at_fmr(d, target)` finds the largest threshold with an FMR of at most `target` on the distances `d`, an array in one dimension;
# - `names`: the wrong names a search to expect in the **city's** gallery at `chosen`: `people` times the FMR;
# - `fpir`: the FPIR at `chosen` in the test gallery; `fnir`: the FNIR.
#
# Take the rates that belong into a report.

# %% role="given"
_templates = faces.embeddings(RECOGNISER)
_table, _vectors = _templates.table, _templates.vectors


def _half(split):
    """Probes of one half, five a person, in the order of the people; and a gallery of strangers, one picture each."""
    known = _table[(_table.role == "known") & (_table.split == split)].sort_values("subject", kind="stable")
    strangers = _table[(_table.role == "stranger") & (_table.split == split)].groupby("subject").head(1)
    return known, evaluation.distances(_vectors[known.index], _vectors[strangers.index])


(_, development), (_known, held_out) = _half("development"), _half("evaluation")
_one, _two = (_known.groupby("subject").nth(n) for n in (0, 1))
mate_distance = np.diag(evaluation.distances(_vectors[_two.index], _vectors[_one.index]))
groups = _one.target.to_numpy()  # of each person of the evaluation half
development.shape, held_out.shape, mate_distance.shape, groups.shape

# %% role="answer" task="measure"
def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    """(threshold, wrong names a search in the city, FPIR of the test gallery, FNIR): chosen on one half, measured on the other."""
    ### BEGIN SOLUTION
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    chosen = evaluation.threshold_at_fmr(np.ravel(development), min(1.0, names_a_search / people))
    names = people * np.mean(held_out <= chosen)
    return chosen, float(names), float(np.any(held_out <= chosen, axis=1).mean()), float(np.mean(mate_distance > chosen))
    ### END SOLUTION

# %%
check("measure")

# %%
chosen, reported_names, reported_fpir, reported_fnir = measured(
    development, held_out, mate_distance, HOURS_A_WEEK, MINUTES, SEARCHES, CITY
)
chosen, reported_names, reported_fpir, reported_fnir

# %% role="check" task="measure" points=2
_chosen, _names, _fpir, _fnir = measured(_D, _D + 0.05, np.array([0.05, 0.5]), 10, 60, 52, 100)
assert check.same(_chosen, min(max(_chosen, 0.1), 0.11)), "Choose on the development half: ten names a search among 100 people are an FMR of one tenth."
assert check.same(_names, min(max(_names, 5.0), 6.0)), "People in the city's gallery times the FMR, and the FMR is the one of the evaluation half."
assert 0 <= _fpir <= 1 and check.same(_fnir, 0.5), "Both are shares of searches; the FNIR is that of the people who are enrolled."

# %% role="hidden" task="measure"
def check(student):
    cases = []
    for _ in range(4):  # of one alone the rates may be those of another by chance
        made = [np.round(student.random.uniform(low, 1, (120, 60)), 4) for low in (0.05, 0.1)]
        own = np.round(student.random.uniform(0, 0.5, 30), 3)
        asked = (int(student.random.integers(3, 12)), int(student.random.integers(5, 20)), int(student.random.integers(300, 900)))
        cases.append((*made, own, *asked, 20))
    development, held_out, mates, _ = halves(GIVEN["RECOGNISER"])
    cases.append((development[::5], held_out[::5], mates, *(GIVEN[n] for n in ("HOURS_A_WEEK", "MINUTES", "SEARCHES", "CITY"))))
    for development, held_out, mates, hours, minutes, searches, people in cases:
        right = _evaluation.threshold_at_fmr(development.ravel(), min(1.0, hours * 52 * 60 / minutes / searches / people))
        # Any threshold between two development distances will do, and infinity where every name can be looked at.
        low, high = np.max(development[development <= right], initial=-np.inf), np.min(development[development > right], initial=np.inf)
        chosen, names, fpir, fnir = student.call(
            "measured", development, held_out, mates, hours, minutes, searches, people
        ).parts(0.5, 0.5, 0.5, 0.5)
        chosen.satisfies(
            lambda t: low - NEAR <= t < high + NEAR or t == high, "Choose on the development half, for the hours of the letter and the city's gallery."
        )
        t = chosen.get()
        words = "Report what was measured on the evaluation half, at the threshold chosen on the development half."
        for answer, rate in ((names, lambda t: people * (held_out <= t).mean()), (fpir, lambda t: (held_out <= t).any(axis=1).mean()),
                             (fnir, lambda t: (mates > t).mean())):
            answer.satisfies(lambda v, rate=rate: any(_same(v, rate(at)) for at in (t, t - NEAR, t + NEAR)), words, like=0.5)

# %% [markdown] task="year"
# ## 3. A year
#
# In a share `enrolled` of all searches the person is in the gallery of `people` people. Such a search returns the person with
# the chance 1 - `fnir`. Each *other* person of the gallery is returned with the chance `fmr`, in **every** search.
#
# Write `a_year(searches, enrolled, fnir, fmr, people)`: a tuple `(found, missed, wrong)` of expected numbers a year. `found` and
# `missed` count searches for people who are enrolled, `wrong` counts names of people who were not searched for.

# %% role="answer" task="year"
def a_year(searches, enrolled, fnir, fmr, people):
    """Expected (found, missed, wrong) of so many searches."""
    ### BEGIN SOLUTION
    found = searches * enrolled * (1 - fnir)
    missed = searches * enrolled * fnir
    wrong = searches * (people - enrolled) * fmr
    return found, missed, wrong
    ### END SOLUTION

# %%
check("year")

# %% role="check" task="year" points=2
_found, _missed, _wrong = a_year(1000, 0.5, 0.2, 0.001, 1000)
assert check.same(_found, 400.0) and check.same(_missed, 100.0), "Only those who are enrolled can be found or missed."
assert check.same(_wrong, 999.5), "Every search can name others; a person who is enrolled is no wrong name in their own search."

# %% role="hidden" task="year"
def check(student):
    for _ in range(5):
        searches, people = int(student.random.integers(100, 5000)), int(student.random.integers(20, 400))
        enrolled, fnir = (float(v) for v in student.random.uniform(0.05, 0.9, 2))
        fmr = float(10 ** student.random.uniform(-4, -1))
        answer = student.call("a_year", searches, enrolled, fnir, fmr, people)
        answer.parts(0.5, 0.5, 0.5)
        answer.satisfies(
            lambda v: _same(v[:2], [searches * enrolled * (1 - fnir), searches * enrolled * fnir]),
            "Only those who are enrolled can be found or missed: weigh by the share of searches for them.",
        )
        answer.satisfies(
            lambda v: _same(v[2], searches * (people - enrolled) * fmr),
            "Every search can name others, whether the person is enrolled or not. A person who is enrolled is no wrong name in their own"
            " search.",
        )
    student.call("a_year", 10, 0, 0.5, 0.1, 10).close_to([0.0, 0.0, 10.0], "Nobody enrolled: every name is wrong, and nobody is found or missed.")

# %% [markdown] task="review"
# ## 4. What looking costs
#
# Of a year's candidates, `right` are the person searched for and `wrong` are not. An examiner looks at **every** name, for `minutes`
# minutes. The examiner keeps a share `keep_right` of the right names and a share `keep_wrong` of the wrong ones. A second examiner looks
# only at the names that were **kept**, for as long, and keeps the same shares. An hour costs `wage`.
#
# Write `review(right, wrong, keep_right, keep_wrong, minutes, wage)`: a tuple `(cost, right_left, wrong_left)`, what all the
# looking costs and how many of each kind are left after both.

# %% role="answer" task="review"
def review(right, wrong, keep_right, keep_wrong, minutes, wage):
    """Cost of two rounds of looking, and the right and wrong names left after them."""
    ### BEGIN SOLUTION
    looks = right + wrong + right * keep_right + wrong * keep_wrong
    return looks * minutes / 60 * wage, right * keep_right**2, wrong * keep_wrong**2
    ### END SOLUTION

# %%
check("review")

# %% role="check" task="review" points=2
_cost, _right, _wrong = review(100, 300, 0.9, 0.1, 6, 50)
assert check.same(_right, 81.0) and check.same(_wrong, 3.0), "Each examiner keeps a share of what they are given; wrong names can pass both."
assert check.same(_cost, 2600.0), "400 names are looked at once, and the 120 that were kept a second time."

# %% role="hidden" task="review"
def check(student):
    for _ in range(5):
        right, wrong = (float(v) for v in student.random.uniform(5, 900, 2))
        keep_right, keep_wrong = float(student.random.uniform(0.6, 0.98)), float(student.random.uniform(0.02, 0.5))
        minutes, wage = float(student.random.integers(3, 30)), float(student.random.integers(20, 90))
        answer = student.call("review", right, wrong, keep_right, keep_wrong, minutes, wage)
        answer.parts(0.5, 0.5, 0.5)
        answer.satisfies(
            lambda v: _same(v[1:], [right * keep_right**2, wrong * keep_wrong**2]),
            "Each examiner keeps a share of what they are given. A review is no filter without errors: wrong names can pass both, right"
            " ones can be lost.",
        )
        looks = right + wrong + right * keep_right + wrong * keep_wrong
        answer.satisfies(
            lambda v: _same(v[0], looks * minutes / 60 * wage),
            "Every name is looked at once, right or wrong, and only the names that were kept are looked at a second time. The wage is for an"
            " hour.",
        )

# %% [markdown] task="gap"
# ## 5. A difference, with its interval
#
# Person i is not enrolled. `flagged[i]` is the share of the searches for this person that returned anybody; `groups[i]` is the person's group.
# Each row of `weights`, of shape (draws, people), is one draw of the bootstrap: how often each person was drawn.
#
# Write `difference(flagged, groups, first, second, weights)`: a list `[estimate, low, high]`. `estimate` is the FPIR of
# the group `first` minus that of `second`, each person counted once. `low` and `high` are the 2.5% and 97.5% quantiles
# (`np.quantile`) of the same difference over the draws, with each person counted as often as drawn. Leave out draws in which one of the two
# groups was not drawn at all. <!-- no-claim: numbers of this exercise -->

# %% role="answer" task="gap"
def difference(flagged, groups, first, second, weights):
    """FPIR of `first` minus FPIR of `second`: the estimate, and the 95% interval over the draws."""
    ### BEGIN SOLUTION
    flagged, groups = np.asarray(flagged, dtype=float), np.asarray(groups)

    def gap(rows):
        rates = []
        for name in (first, second):
            drawn = rows[:, groups == name]
            with np.errstate(invalid="ignore"):
                rates.append(drawn @ flagged[groups == name] / drawn.sum(axis=1))
        return rates[0] - rates[1]

    draws = gap(np.asarray(weights, dtype=float))
    low, high = np.quantile(draws[~np.isnan(draws)], [0.025, 0.975])
    return [float(gap(np.ones((1, flagged.size)))[0]), float(low), float(high)]
    ### END SOLUTION

# %%
check("gap")

# %% role="check" task="gap" points=2
_flagged, _groups = np.array([1.0, 0.0, 0.0, 1.0]), np.array(["a", "a", "b", "b"])
_one = difference(_flagged, _groups, "a", "b", np.array([[3, 1, 1, 1]] * 5))
assert check.same(_one, [0.0, 0.25, 0.25]), "With weights 3 and 1, the FPIR of group a is three quarters."
_two = difference(_flagged, _groups, "a", "b", np.array([[0, 0, 2, 2], [1, 1, 2, 0]]))
assert check.same(_two, [0.0, 0.5, 0.5]), "Leave out draws in which a group was not drawn; divide by how often its people were drawn."

# %% role="hidden" task="gap"
def check(student):
    def compare(flagged, groups, first, second, weights):
        draws = []
        for row in weights:
            rates = [np.sum(row[groups == g] * flagged[groups == g]) / row[groups == g].sum() if row[groups == g].sum() else np.nan
                     for g in (first, second)]
            draws.append(rates[0] - rates[1])
        estimate = flagged[groups == first].mean() - flagged[groups == second].mean()
        return [estimate, *np.nanquantile(draws, [0.025, 0.975])]

    for people in (14, 40, 90):
        groups = np.array(["north", "south", "east"])[student.random.integers(0, 3, people)]
        groups[:6] = ["north", "south", "east", "north", "south", "east"]
        flagged = student.random.binomial(5, np.where(groups == "north", 0.7, 0.25)) / 5
        flagged[:6] = [1, 0, 1, 0, 1, 0]
        weights = np.array([np.bincount(student.random.integers(0, people, people).astype(np.intp), minlength=people) for _ in range(200)])
        weights[0, groups == "south"] = 0
        for first, second in (("north", "south"), ("south", "north")):
            expected = compare(flagged, groups, first, second, weights)
            turned = compare(flagged, groups, second, first, weights)
            answer = student.call("difference", flagged, groups, first, second, weights)
            answer.parts(0.5, 0.5, 0.5)
            answer.satisfies(lambda v: not _same(v[0], turned[0]) or not turned[0], "The estimate is of `second` minus `first`: the other way round is asked for.")
            answer.satisfies(
                lambda v: _same(v[0], expected[0]),
                "The estimate is the FPIR of the first group minus that of the second; it has a sign, and it is no ratio. Each person counts once.",
            )
            answer.close_to(
                expected,
                "In each draw divide by how often the group's people were drawn, and leave out draws without one of the groups. The interval"
                " holds the middle 95% of the draws.",
                instead=[
                    ([expected[0], *turned[1:]], "The draws are of `second` minus `first`, and the estimate is of `first` minus `second`."),
                    ([expected[0], math.nan, math.nan], "A draw without one of the groups has no difference: leave it out before you take the quantiles."),
                ],
            )

# %% [markdown] task="numbers"
# ## 6. Other advisers' thresholds <!-- no-claim: numbers of this exercise -->
#
# Other advisers propose other thresholds. Write `beside(threshold)`: what you would write beside any of them, measured on the evaluation half. Return a dict:
#
# - `"wrong_a_year"`: the expected wrong names a year in the **city's** gallery, with the FMR that `held_out` shows at this threshold. Take all
#   searches for people who are not enrolled: `evaluation.false_candidates(searches, people, fmr)`, with the people of the gallery;
# - `"hours_short"`: the hours a year that one look at each of these names takes, minus the hours that the examiners have (below 0 if
#   there are hours to spare), and `"cost_a_year"`: what that look costs a year;
# - `"gap"`: the list `[estimate, low, high]` for the FPIR in the test gallery, `FIRST` minus `SECOND`.
#   Each person counts with the share of their five searches that is flagged. Use the draws `weights`, or `evaluation.subject_bootstrap` with `strata=groups`.

# %% role="given"
# One adviser proposes a threshold that lets 1 comparison in 2,000 of the development half through.
proposed = evaluation.threshold_at_fmr(development.ravel(), 5e-4)
weights = evaluation.resample(len(groups), 2000, np.random.default_rng(0), strata=groups)
weights.shape

# %% role="answer" task="numbers"
def beside(threshold):
    """What a threshold means for the city: names and hours a year, their cost, and the gap between two groups."""
    ### BEGIN SOLUTION
    names = float(evaluation.false_candidates(SEARCHES, CITY, np.mean(held_out <= threshold)))
    flagged = (held_out <= threshold).any(axis=1).reshape(len(groups), 5).mean(axis=1)
    rates = [weights[:, groups == name] @ flagged[groups == name] / np.sum(groups == name) for name in (FIRST, SECOND)]
    estimate = float(flagged[groups == FIRST].mean() - flagged[groups == SECOND].mean())
    return {
        "wrong_a_year": names,
        "hours_short": names * MINUTES / 60 - HOURS_A_WEEK * 52,
        "cost_a_year": names * MINUTES / 60 * WAGE,
        "gap": [estimate, *np.quantile(rates[0] - rates[1], [0.025, 0.975]).tolist()],
    }
    ### END SOLUTION

# %%
check("numbers")

# %%
beside(proposed)

# %% role="check" task="numbers" points=2
_told, _strict = beside(proposed), beside(0.9 * proposed)
assert 0 <= _strict["wrong_a_year"] < _told["wrong_a_year"], "A stricter threshold gives fewer wrong names a year."
assert _told["hours_short"] > -HOURS_A_WEEK * 52, "Hours needed minus hours there are."
assert _told["cost_a_year"] > 0, "Hours times the wage."
_gap = list(_told["gap"])
assert len(_gap) == 3 and _gap[1] <= _gap[0] <= _gap[2], "`gap` is [estimate, low, high]."

# %% role="hidden" task="numbers"
def check(student):
    development, held_out, _, groups = halves(GIVEN["RECOGNISER"])
    weights = _evaluation.resample(len(groups), 2000, np.random.default_rng(0), strata=groups)
    first, second = (groups == GIVEN[name] for name in ("FIRST", "SECOND"))
    for target in (5e-4, float(student.random.uniform(1e-4, 3e-4)), float(student.random.uniform(1e-3, 4e-3))):
        threshold = _evaluation.threshold_at_fmr(development.ravel(), target)
        names = GIVEN["SEARCHES"] * GIVEN["CITY"] * float(np.mean(held_out <= threshold))
        hours = names * GIVEN["MINUTES"] / 60
        told = student.call("beside", float(threshold)).entries(
            {"wrong_a_year": 0.5, "hours_short": 0.5, "cost_a_year": 0.5, "gap": [0.5, 0.5, 0.5]}
        )
        told["wrong_a_year"].close_to(
            names, "Searches times people in the city's gallery times the FMR, and the FMR is the one of the evaluation half at the threshold that is asked for.",
            tolerance=1e-3,
            instead=[
                (names * (1 - GIVEN["ENROLLED"]), "Take all searches for people who are not enrolled, as the task says: the share of the letter plays no part here."),
                (names / GIVEN["SEARCHES"], "These are the names of one search. The task asks for those of a year."),
                (names / GIVEN["CITY"] * held_out.shape[1], "These are the names in the test gallery. The city's gallery is larger."),
            ],
        )
        there = 52 * GIVEN["HOURS_A_WEEK"]
        told["hours_short"].satisfies(lambda v, hours=hours: abs(v - (there - hours)) > 1e-3 * hours, "Hours needed minus hours there are: yours is the other way round.")
        told["hours_short"].satisfies(
            lambda v, hours=hours: abs(v - (hours - there)) <= 1e-3 * hours, "Hours needed minus hours there are, both for a year."
        )
        told["cost_a_year"].close_to(hours * GIVEN["WAGE"], "All hours that are needed, times the wage of an hour.", tolerance=1e-3)
        flagged = flagged_of(held_out, threshold, len(groups))
        draws = weights[:, first] @ flagged[first] / first.sum() - weights[:, second] @ flagged[second] / second.sum()
        estimate, low, high = told["gap"].parts(0.5, 0.5, 0.5)
        estimate.close_to(
            float(flagged[first].mean() - flagged[second].mean()),
            "The estimate is FIRST minus SECOND, of shares of searches on the evaluation half at the threshold that is asked for.",
        )
        # Other draws, or another kind of quantile, move its ends a little.
        for end, due in zip((low, high), np.quantile(draws, [0.025, 0.975]), strict=True):
            end.satisfies(lambda v, due=due: abs(v - due) < 0.015, "The interval holds the middle 95% of the draws, low end first.")

# %% [markdown] task="audit"
# ## 7. How many files, when some are missing? <!-- no-claim: numbers of this exercise -->
#
# In a share `share` of all searches a rule was broken. Every search should leave a file. Of the searches that kept the rules a share `kept` has a file; of
# those that broke one, a share `kept_if_broken`. An auditor draws from the files **that are there**, at random.
#
# Write `files_to_read(share, kept, kept_if_broken, chance)`: the smallest number of files for which at least one with a broken rule is among them with a chance of
# at least `chance`. Take the draws as independent. If no file with a broken rule is there, no number is enough: return infinity. `share`, `kept` and `chance` lie above 0, and
# `share` and `chance` below 1.

# %% role="answer" task="audit"
def files_to_read(share, kept, kept_if_broken, chance):
    """The smallest number of files that shows a broken rule with at least this chance, when some files are missing."""
    ### BEGIN SOLUTION
    broken, sound = share * kept_if_broken, (1 - share) * kept
    if broken == 0:
        return float("inf")
    return int(np.ceil(np.log(1 - chance) / np.log(sound / (broken + sound))))
    ### END SOLUTION

# %%
check("audit")

# %%
files_to_read(0.05, 1, 1, 0.95), files_to_read(0.05, 0.95, 0.4, 0.95)

# %% role="check" task="audit" points=1
assert check.same(files_to_read(0.5, 1, 1, 0.9), 4), "With all files there, three miss it with a chance of one in eight, four with one in sixteen."
assert check.same(files_to_read(0.05, 0.95, 0.4, 0.95), 137), "Which share of the files that are there breaks a rule?"
assert check.same(files_to_read(0.05, 0.95, 0, 0.95), float("inf")), "If no such file is there, no number is enough."

# %% role="hidden" task="audit"
def check(student):
    there = "Which share of the files that are there breaks a rule? The chance that none of n files shows it is a product of n factors. Take the smallest whole number."
    for round_ in range(6):
        share, kept = float(student.random.uniform(0.004, 0.3)), float(student.random.uniform(0.5, 1))
        kept_if_broken = 1.0 if round_ == 0 else float(student.random.uniform(0.1, 1))
        seen = share * kept_if_broken / (share * kept_if_broken + (1 - share) * kept)
        for files in (2, int(student.random.integers(3, 30)), int(student.random.integers(30, 400))):
            chance = 1 - (1 - seen) ** (files - float(student.random.uniform(0.2, 0.8)))
            if chance < 0.9999:
                student.call("files_to_read", share, kept, kept_if_broken, chance).equals(files, there)
    student.call("files_to_read", 0.1, 0.9, 0, 0.5).equals(float("inf"), "If no file with a broken rule is there, no number is enough: infinity.", edge=True)

# %% [markdown]
# ## 8. The memo <!-- no-claim: numbers of this exercise -->
#
# Write the memo to the council, in at most 400 words. Advise yes, no, or yes with rules; any of them can earn all points.
#
# - Name a threshold, or say why there is none that you would name. Give at least two of your numbers, each with its setting and with
#   what it was measured on, and one of them with an interval. You have `reported_fpir`, `reported_fnir`, and what `beside` says of the proposed threshold.
# - Name the assumption of the letter on which your advice hangs most, and what would change your advice.
# - Write two rules for the ordinance. For each, say how somebody outside the department can find out whether it is kept.
# - Put the strongest objection to your own advice, as a fair member of the council would. Say what it hits, answer it, and say what your
#   answer gives up.
#
# Your memo is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="memo" points=8
# A model answer. *I advise a trial of one year with rules, and no permanent use before it.* Everything below was measured on rendered
# faces of nobody, with {{RECOGNISER}}, at thresholds chosen on other such people. It shows how the parts hang together. It is no rate for our residents.
#
# Your hours fix the threshold: at `chosen` the expected wrong names fit into {{HOURS_A_WEEK}} hours a week. At that setting
# `reported_fnir` of the people who were enrolled were missed. The other adviser's setting misses fewer, and gives `wrong_a_year` wrong names a
# year among {{CITY}} people: `hours_short` hours more than there are, and `cost_a_year` dollars. The step from the test gallery to yours is arithmetic. Between
# two groups of rendered faces the share of strangers who are flagged differed by `gap`, with its interval. The two
# groups are small, so ask the vendor for the same measurement on booking photographs, with many more people in each, before you vote.
#
# My advice hangs on the {{ENROLLED}} of searches whose person is said to be enrolled. Nobody has measured it. If it is a tenth of
# that, most names that survive the review are wrong, and I advise against the purchase. A log of the first 200 searches would tell.
#
# Rule one: a name from a search is a lead. No arrest and no lineup without other evidence that is written down before. Rule two: each
# search leaves a file with its purpose, threshold, rank and examiners. The auditor of the city, not the department, draws 59 files a
# quarter at random. If one in twenty broke a rule, they would see it with a chance of 95%. For rule one the auditor compares the
# times of the file with those in the court's record. Rule two is checked by comparing the number of files with the vendor's own count of searches.
#
# The strongest objection hits what I count. A resident will say: you weigh hours and wrong names, and the person who is robbed while you run a trial
# stands in no table. A trial has a price, and others pay. I answer that nobody can say yet whom the search would have
# helped, since that share of searches is not known; a trial is the shortest way to know. I give up the claim that caution costs nothing, and I
# would shorten the trial to the first 200 searches.
