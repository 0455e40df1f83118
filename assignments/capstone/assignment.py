# ---
# title: "A memo to the council"
# lesson: capstone
# minutes: 100
# lead: Eight tasks, 20 points. Seven are checked by machine, and the memo is read by a person.
# before: {Lesson:capstone}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - turn hours of review into a threshold, and report FPIR and FNIR on people who took no part in the choice
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
# ## 1. From hours to a threshold <!-- no-claim: numbers of this exercise -->
#
# `distances` has one row a probe and one column a person of a *test* gallery. No probe is enrolled. The city's gallery has
# `people` people; suppose that they are like those of the test.
#
# Write `threshold_for(distances, hours_a_week, minutes, searches, people)`: the largest threshold at which a search of the
# **city's** gallery gives on average no more wrong names than the examiners can look at. A year has 52 weeks, `minutes` is for
# one name, `searches` are those of a year. `evaluation.threshold_at_fmr(d, target)` finds the largest threshold with an FMR
# of at most `target` on the distances `d`, an array in one dimension. If the hours are enough for everything, return infinity.

# %% role="answer" task="budget"
def threshold_for(distances, hours_a_week, minutes, searches, people):
    """The largest threshold that keeps the wrong names within the hours, in a gallery of that many people."""
    ### BEGIN SOLUTION
    names_a_search = hours_a_week * 52 * 60 / minutes / searches
    return evaluation.threshold_at_fmr(np.ravel(distances), min(1.0, names_a_search / people))
    ### END SOLUTION

# %%
check("budget")

# %% role="check" task="budget" points=1
_D = np.arange(1, 101).reshape(10, 10) / 100
assert 0.10 <= threshold_for(_D, 10, 60, 52, 100) < 0.11, "Ten names a search among 100 people are an FMR of one tenth."
assert 0.01 <= threshold_for(_D, 10, 60, 52, 1000) < 0.02, "The names of a search grow with the city's gallery, not with the test's."
assert threshold_for(_D, 40, 1, 1, 10) == float("inf"), "Enough hours for everything: infinity."

# %% role="hidden"
import functools

import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces


@functools.cache
def halves(recogniser):
    """Development and evaluation distances without mates, distances to mates, and the evaluation people's morph targets."""
    everyone = _faces.embeddings(recogniser)
    table, vectors = everyone.table, everyone.vectors
    out = []
    for split in ("development", "evaluation"):
        known = table[(table.role == "known") & (table.split == split)].sort_values("subject", kind="stable")
        strangers = table[(table.role == "stranger") & (table.split == split)].groupby("subject").head(1)
        out.append(_evaluation.distances(vectors[known.index], vectors[strangers.index]))
    first, second = (known.groupby("subject").nth(n) for n in (0, 1))
    mates = np.diag(_evaluation.distances(vectors[second.index], vectors[first.index]))
    return *out, mates, first.target.to_numpy()


def flagged_of(held_out, threshold, people):
    """The share of each person's searches that returned anybody."""
    return (held_out <= threshold).any(axis=1).reshape(people, -1).mean(axis=1)

# %% role="hidden" task="budget"
def check(student):
    for _ in range(4):
        distances = np.round(student.random.uniform(0.05, 1, (int(student.random.integers(20, 40)), int(student.random.integers(15, 30)))), 3)
        hours, minutes = int(student.random.integers(2, 20)), int(student.random.integers(5, 25))
        searches = int(student.random.integers(200, 2000))
        most = hours * 52 * 60 / minutes / searches
        for people in (int(most / student.random.uniform(0.02, 0.6)) + 1, int(most / student.random.uniform(0.001, 0.01)) + 1):
            right = _evaluation.threshold_at_fmr(distances.ravel(), most / people)
            accepted = np.sum(distances <= right)
            answer = student.call("threshold_for", distances, hours, minutes, searches, people)
            answer.satisfies(
                lambda t: np.sum(distances <= t) <= accepted,
                "Your threshold gives more wrong names than the hours allow. The names of a search grow with the city's gallery, not with"
                " the test's.",
            )
            answer.satisfies(
                lambda t: np.sum(distances <= t) == accepted,
                "A larger threshold would still keep within the hours. Set a year's hours against the searches a year, count names, not flagged"
                " searches, and take the city's gallery.",
            )
    student.call("threshold_for", np.array([[0.2, 0.4], [0.3, 0.9]]), 40, 1, 10, 50).equals(
        float("inf"), "Enough hours for everything: infinity."
    )

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
# - `chosen`: the threshold that the hours allow in the city's gallery of `people` people, chosen where a threshold may be chosen;
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
assert 0.10 <= _chosen < 0.11, "Choose on the development half: ten names a search among 100 people are an FMR of one tenth."
assert 5 <= _names <= 6, "People in the city's gallery times the FMR, and the FMR is the one of the evaluation half."
assert 0 <= _fpir <= 1 and abs(_fnir - 0.5) < 1e-9, "Both are shares of searches; the FNIR is that of the people who are enrolled."

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
        # Any threshold between two development distances will do.
        low, high = np.max(development[development <= right], initial=-np.inf), np.min(development[development > right], initial=np.inf)
        chosen, names, fpir, fnir = student.call(
            "measured", development, held_out, mates, hours, minutes, searches, people
        ).parts(0.5, 0.5, 0.5, 0.5)
        chosen.satisfies(
            lambda t: low - 1e-9 <= t < high, "Choose on the development half, for the hours of the letter and the city's gallery."
        )
        t = chosen.get()
        words = "Report what was measured on the evaluation half, at the threshold chosen on the development half."
        for answer, rate in ((names, float(people * (held_out <= t).mean())), (fpir, float((held_out <= t).any(axis=1).mean())),
                             (fnir, float((mates > t).mean()))):
            answer.close_to(rate, words)

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
assert abs(_found - 400) < 1e-9 and abs(_missed - 100) < 1e-9, "Only those who are enrolled can be found or missed."
assert abs(_wrong - 999.5) < 1e-9, "Every search can name others; a person who is enrolled is no wrong name in their own search."

# %% role="hidden" task="year"
def check(student):
    for _ in range(5):
        searches, people = int(student.random.integers(100, 5000)), int(student.random.integers(20, 400))
        enrolled, fnir = (float(v) for v in student.random.uniform(0.05, 0.9, 2))
        fmr = float(10 ** student.random.uniform(-4, -1))
        answer = student.call("a_year", searches, enrolled, fnir, fmr, people)
        answer.parts(0.5, 0.5, 0.5)
        answer.satisfies(
            lambda v: np.isclose(v[0], searches * enrolled * (1 - fnir)) and np.isclose(v[1], searches * enrolled * fnir),
            "Only those who are enrolled can be found or missed: weigh by the share of searches for them.",
        )
        answer.satisfies(
            lambda v: np.isclose(v[2], searches * (people - enrolled) * fmr, rtol=1e-9),
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
assert abs(_right - 81) < 1e-9 and abs(_wrong - 3) < 1e-9, "Each examiner keeps a share of what they are given; wrong names can pass both."
assert abs(_cost - 2600) < 1e-9, "400 names are looked at once, and the 120 that were kept a second time."

# %% role="hidden" task="review"
def check(student):
    for _ in range(5):
        right, wrong = (float(v) for v in student.random.uniform(5, 900, 2))
        keep_right, keep_wrong = float(student.random.uniform(0.6, 0.98)), float(student.random.uniform(0.02, 0.5))
        minutes, wage = float(student.random.integers(3, 30)), float(student.random.integers(20, 90))
        answer = student.call("review", right, wrong, keep_right, keep_wrong, minutes, wage)
        answer.parts(0.5, 0.5, 0.5)
        answer.satisfies(
            lambda v: np.isclose(v[1], right * keep_right**2) and np.isclose(v[2], wrong * keep_wrong**2),
            "Each examiner keeps a share of what they are given. A review is no filter without errors: wrong names can pass both, right"
            " ones can be lost.",
        )
        looks = right + wrong + right * keep_right + wrong * keep_wrong
        answer.satisfies(
            lambda v: np.isclose(v[0], looks * minutes / 60 * wage),
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
assert np.allclose(_one, [0, 0.25, 0.25]), "With weights 3 and 1, the FPIR of group a is three quarters."
_two = difference(_flagged, _groups, "a", "b", np.array([[0, 0, 2, 2], [1, 1, 2, 0]]))
assert np.allclose(_two, [0, 0.5, 0.5]), "Leave out draws in which a group was not drawn; divide by how often its people were drawn."

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
            answer = student.call("difference", flagged, groups, first, second, weights)
            answer.parts(0.5, 0.5, 0.5)
            answer.satisfies(
                lambda v: abs(v[0] - expected[0]) < 1e-9,
                "The estimate is the FPIR of the first group minus that of the second; it has a sign, and it is no ratio.",
            )
            answer.close_to(
                expected,
                "In each draw divide by how often the group's people were drawn, and leave out draws without one of the groups. The interval"
                " holds the middle 95% of the draws.",
                tolerance=1e-9,
            )

# %% [markdown] task="numbers"
# ## 6. Another adviser's threshold <!-- no-claim: numbers of this exercise -->
#
# Another adviser proposes `proposed`: on the development half it lets 1 comparison in 2,000 through. Work out what you would
# write beside it. Set
#
# - `wrong_a_year` to the expected wrong names a year in the **city's** gallery, with the FMR that `held_out` shows at `proposed`. Take all
#   searches for people who are not enrolled (`evaluation.false_candidates`);
# - `hours_short` to the hours a year that one look at each of these names takes, minus the hours that the examiners have (below 0 if
#   there are hours to spare), and `cost_a_year` to what that look costs a year;
# - `gap` to the list `[estimate, low, high]` for the FPIR in the test gallery at `proposed`, `FIRST` minus `SECOND`, on the evaluation half.
#   Each person counts with the share of their five searches that is flagged. Use the draws `weights`, or `evaluation.subject_bootstrap` with `strata=groups`.

# %% role="given"
proposed = evaluation.threshold_at_fmr(development.ravel(), 5e-4)
weights = evaluation.resample(len(groups), 2000, np.random.default_rng(0), strata=groups)
weights.shape

# %% role="answer" task="numbers"
wrong_a_year = None
hours_short = None
cost_a_year = None
gap = None
### BEGIN SOLUTION
wrong_a_year = float(evaluation.false_candidates(SEARCHES, CITY, np.mean(held_out <= proposed)))
hours_short = wrong_a_year * MINUTES / 60 - HOURS_A_WEEK * 52
cost_a_year = wrong_a_year * MINUTES / 60 * WAGE
_flagged = (held_out <= proposed).any(axis=1).reshape(len(groups), 5).mean(axis=1)
_rates = [weights[:, groups == name] @ _flagged[groups == name] / np.sum(groups == name) for name in (FIRST, SECOND)]
gap = [float(_flagged[groups == FIRST].mean() - _flagged[groups == SECOND].mean()),
       *np.quantile(_rates[0] - _rates[1], [0.025, 0.975]).tolist()]
### END SOLUTION

# %%
check("numbers")

# %% role="check" task="numbers" points=2
assert wrong_a_year > 0, "A number of names a year."
assert hours_short > -HOURS_A_WEEK * 52, "Hours needed minus hours there are."
assert cost_a_year > 0, "Hours times the wage."
assert len(gap) == 3 and gap[1] <= gap[0] <= gap[2], "`gap` is [estimate, low, high]."

# %% role="hidden" task="numbers"
def check(student):
    development, held_out, _, groups = halves(GIVEN["RECOGNISER"])
    proposed = _evaluation.threshold_at_fmr(development.ravel(), 5e-4)
    names = GIVEN["SEARCHES"] * GIVEN["CITY"] * np.mean(held_out <= proposed)
    student.value("wrong_a_year").satisfies(
        lambda v: abs(v - names) <= 1e-3 * names,
        "Searches times people in the city's gallery times the FMR, and the FMR is the one of the evaluation half.",
    )
    hours = names * GIVEN["MINUTES"] / 60
    student.value("hours_short").satisfies(
        lambda v: abs(v - (hours - 52 * GIVEN["HOURS_A_WEEK"])) <= 1e-3 * hours,
        "Hours needed minus hours there are, both for a year.",
    )
    student.value("cost_a_year").satisfies(
        lambda v: abs(v - hours * GIVEN["WAGE"]) <= 1e-3 * hours * GIVEN["WAGE"], "All hours that are needed, times the wage of an hour."
    )
    flagged = flagged_of(held_out, proposed, len(groups))
    first, second = (groups == GIVEN[name] for name in ("FIRST", "SECOND"))
    weights = _evaluation.resample(len(groups), 2000, np.random.default_rng(0), strata=groups)
    draws = weights[:, first] @ flagged[first] / first.sum() - weights[:, second] @ flagged[second] / second.sum()
    answer = student.value("gap")
    answer.parts(0.5, 0.5, 0.5)
    answer.satisfies(
        lambda v: abs(v[0] - (flagged[first].mean() - flagged[second].mean())) < 1e-6,
        "The estimate is FIRST minus SECOND, of shares of searches on the evaluation half at `proposed`.",
    )
    low, high = np.quantile(draws, [0.025, 0.975])
    # Other draws, or another kind of quantile, move its ends a little.
    answer.satisfies(
        lambda v: abs(v[1] - low) < 0.015 and abs(v[2] - high) < 0.015, "The interval holds the middle 95% of the draws, low end first."
    )

# %% [markdown] task="audit"
# ## 7. How many files? <!-- no-claim: numbers of this exercise -->
#
# In a share of all files a rule was broken. An auditor draws files at random. Write `files_to_read(share, chance)`: the smallest
# number of files for which at least one with a broken rule is among them with a chance of at least `chance`. Take the draws
# as independent. Both numbers lie above 0 and below 1.

# %% role="answer" task="audit"
def files_to_read(share, chance):
    """The smallest number of files that shows a broken rule with at least this chance."""
    ### BEGIN SOLUTION
    return int(np.ceil(np.log(1 - chance) / np.log(1 - share)))
    ### END SOLUTION

# %%
check("audit")

# %% role="check" task="audit" points=1
assert files_to_read(0.5, 0.9) == 4, "Three files miss it with a chance of one in eight, four with one in sixteen."
assert files_to_read(0.05, 0.95) == 59, "The chance that none of n files shows it is a product of n factors."

# %% role="hidden" task="audit"
def check(student):
    for _ in range(5):
        share = float(student.random.uniform(0.002, 0.3))
        for files in (2, int(student.random.integers(3, 30)), int(student.random.integers(30, 400))):
            chance = 1 - (1 - share) ** (files - float(student.random.uniform(0.2, 0.8)))
            if chance < 0.9999:
                student.call("files_to_read", share, chance).equals(
                    files, "The chance that none of n files shows it is a product of n factors 1 - share. Take the smallest whole number."
                )

# %% [markdown]
# ## 8. The memo <!-- no-claim: numbers of this exercise -->
#
# Write the memo to the council, in at most 400 words. Advise yes, no, or yes with rules; any of them can earn all points.
#
# - Name a threshold, or say why there is none that you would name. Give at least two of your numbers, each with its setting and with
#   what it was measured on, and one of them with an interval. You have `reported_fpir`, `reported_fnir`, `wrong_a_year`, `hours_short`,
#   `cost_a_year` and `gap`.
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
# stands in no table. That is so. A year of trial has a price, and others pay it. I answer that nobody can say yet whom the search would have
# helped, since that share of searches is not known; a trial is the shortest way to know. I give up the claim that caution costs nothing, and I
# would shorten the trial to the first 200 searches.
