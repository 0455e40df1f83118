# ---
# title: "Who bears the errors?"
# lesson: differentials
# minutes: 85
# lead: Ten tasks, 20 points. Nine are checked by machine, one is read by a person.
# before: {Lesson:differentials}. Everything you need is numpy, the course's error rates, and the faces of nobody.
# objectives:
#   - count errors within each group, and count the faces that were never found
#   - give an interval for a ratio between groups, and say what a small group leaves open
#   - say what thresholds by group do where labels err
#   - compute what one change did to the same people, and tell it from a correlation
# ---

# %% [markdown]
# {how}
#
# Every score here is a **distance**: small means alike. A comparison is accepted when its distance is at most the
# threshold. Groups of the cast are settings of a renderer ("rendered with the African morph target"), never people.

# %% role="given"
import numpy as np

from course import evaluation, faces
from course.study.selfcheck import selfcheck

check = selfcheck("differentials")

RECOGNISER = "dlib"
FACTOR = "exposure"

# These stand in the last question.
TIMES = 4
SMALL_GROUP = 9

# %% role="variant"
def draw(random):
    return {
        "RECOGNISER": str(random.choice(["dlib", "sface"])),
        "FACTOR": str(random.choice(["fixed", "exposure", "yaw", "age"])),
        "TIMES": int(random.choice([3, 5, 6])),
        "SMALL_GROUP": int(random.integers(6, 13)),
    }

# %% role="hidden"
import numpy as np

from course import evaluation as _evaluation

LETTERS = np.array(["A", "B", "C", "D"])


def two_groups(random, people=14):
    """Pairs of people, whether each was accepted, and the two groups: "A" with more false matches than "B"."""
    group = np.array(["A", "B"])[np.arange(people) % 2]
    first, second = np.triu_indices(people, k=1)
    copies = random.integers(2, 6, first.size).astype(np.intp)  # 32 bits in a browser
    first, second = np.repeat(first, copies), np.repeat(second, copies)
    rate = np.where(group[first] != group[second], 0.05, np.where(group[first] == "A", 0.5, 0.3))
    return first, second, random.uniform(size=first.size) < rate, group

# %% [markdown] task="within"
# ## 1. Within each group
#
# `distances`, `group_a` and `group_b` are arrays of one length: the distance of each **non-mated** pair, and the groups of
# its two people. Write `within_fmr(distances, group_a, group_b, threshold)`. Return a dict: for every group that occurs
# (as `group_a` or as `group_b`) the FMR among pairs of two people of this group. A group without such a pair gets
# `float("nan")`.

# %% role="answer" task="within"
def within_fmr(distances, group_a, group_b, threshold):
    """FMR within each group; NaN for a group without a pair of its own."""
    ### BEGIN SOLUTION
    distances, group_a, group_b = np.asarray(distances), np.asarray(group_a), np.asarray(group_b)
    rates = {}
    for group in np.union1d(group_a, group_b):
        own = distances[(group_a == group) & (group_b == group)]
        rates[str(group)] = float(np.mean(own <= threshold)) if own.size else float("nan")
    return rates
    ### END SOLUTION

# %%
check("within")

# %% role="check" task="within" points=2
_rates = within_fmr(np.array([0.1, 0.3, 0.2, 0.9, 0.1]), np.array(["A", "A", "B", "A", "C"]), np.array(["A", "A", "B", "B", "B"]), 0.2)
assert check.same(_rates, {"A": 0.5, "B": 1.0, "C": float("nan")}), (
    "The FMR within a group counts pairs of two people of this group only, above and below the line. No two people of C were compared: nothing is known, so"
    " its rate is `float('nan')`."
)

# %% role="hidden" task="within"
def check(student):
    for groups in (2, 3, 4):
        size = int(student.random.integers(60, 160))
        a, b = student.random.choice(LETTERS[:groups], (2, size))
        distances = np.round(student.random.uniform(0, 1, size), 2)
        threshold = float(student.random.choice(distances))
        a[:groups], b[:groups] = LETTERS[:groups], LETTERS[:groups]
        expected = {str(g): float(np.mean(distances[(a == g) & (b == g)] <= threshold)) for g in LETTERS[:groups]}
        student.call("within_fmr", distances, a, b, threshold).close_to(
            expected,
            "The FMR within a group counts pairs of two people of this group only, above and below the line."
            " A distance equal to the threshold is accepted.",
        )
    for threshold, rate in ((0.2, 1.0), (0.05, 0.0)):
        student.call("within_fmr", np.array([0.1, 0.4]), np.array(["A", "A"]), np.array(["A", "D"]), threshold).close_to(
            {"A": rate, "D": float("nan")}, "No two people of a group were compared: nothing is known. Return float('nan').", edge=True
        )

# %% [markdown] task="turned"
# ## 2. The faces that were not found
#
# A camera takes pictures of the right person. For each picture in which a face was found there is a mated distance, in
# `distances`. In `not_found` further pictures no face was found. FNMR is about the comparisons that were made. But who
# stands before a gate is turned away in both cases.
#
# Write `turned_away(distances, not_found, threshold)`: the share of **all** pictures of the right person that were not
# accepted. There is at least one picture, but perhaps not one distance.

# %% role="answer" task="turned"
def turned_away(distances, not_found, threshold):
    """Share of the pictures that were not accepted; a face that was not found is not accepted."""
    ### BEGIN SOLUTION
    distances = np.asarray(distances)
    return float((np.sum(distances > threshold) + not_found) / (distances.size + not_found))
    ### END SOLUTION

# %%
check("turned")

# %% role="check" task="turned" points=2
assert check.same(turned_away(np.array([0.1, 0.2, 0.5]), 1, 0.3), 0.5), "A picture without a face was not accepted either: count it, above and below the line."
assert check.same(turned_away(np.array([]), 4, 0.3), 1.0), "If no face was found at all, everybody was turned away."

# %% role="hidden" task="turned"
def check(student):
    for missing in (0, 1, int(student.random.integers(5, 40))):
        distances = np.round(student.random.uniform(0, 1, int(student.random.integers(20, 60))), 2)
        threshold = float(student.random.choice(distances))
        student.call("turned_away", distances, missing, threshold).close_to(
            float((np.sum(distances > threshold) + missing) / (distances.size + missing)),
            "A picture without a face was not accepted either: count it, above and below the line."
            " A distance equal to the threshold is accepted.",
        )
    student.call("turned_away", np.array([]), 3, 0.5).equals(
        1.0, "If no face was found at all, everybody was turned away.", edge=True
    )

# %% [markdown] task="spread"
# ## 3. The worst beside the typical
#
# `rates` is an array of the groups' rates, all above 0. Write `worst_to_typical(rates)`: the **worst** (largest) rate
# divided by the **geometric mean** of all of them. (The geometric mean of n numbers is the n-th root of their product. It is
# the exponential of the mean of their logarithms.)

# %% role="answer" task="spread"
def worst_to_typical(rates):
    """The largest rate over the geometric mean of all rates."""
    ### BEGIN SOLUTION
    rates = np.asarray(rates, dtype=float)
    return float(np.max(rates) / np.exp(np.mean(np.log(rates))))
    ### END SOLUTION

# %%
check("spread")

# %% role="check" task="spread" points=2
assert check.same(worst_to_typical(np.array([0.01, 0.04])), 2.0), "Divide the largest rate by the geometric mean: the result is never below 1. Which one is above the line?"
assert check.same(worst_to_typical(np.array([0.3, 0.3, 0.3])), 1.0), "If all rates are equal, the ratio is 1."

# %% role="hidden" task="spread"
def check(student):
    for groups in (5, 2, 6, 60):
        rates = 10 ** student.random.uniform(-6, -0.5, groups)
        student.call("worst_to_typical", rates).close_to(
            float(_evaluation.max_geometric_mean_ratio(rates)),
            "Divide the largest rate by the geometric mean of all of them: the result is never below 1."
            " Which one is above the line? A sum is no product.",
        )

# %% [markdown] task="interval"
# ## 4. An interval for a ratio
#
# `first` and `second` hold the numbers (0, 1, 2, …) of the two people of each non-mated pair, and `accepted` says whether the
# pair was accepted. `group[i]` is `"A"` or `"B"`, the group of person i. `weights` has one row for each draw:
# `weights[k, i]` is how often person i was drawn in draw k. A pair counts as often as the **product** of its two
# people's weights.
#
# Write `ratio_interval(first, second, accepted, group, weights)`. For each draw compute FMR within A divided by FMR within
# B. Without a false match within B the ratio is infinite, and that counts: so much larger may the one rate be. Only draws
# that are 0/0, or in which a group has no pair, are left out. Sort the n ratios that are left, and return a list `[low, high]`:
# the ratios in place `int(0.025 * n)` and in place `int(0.975 * n)`, counted from 0.

# %% role="answer" task="interval"
def ratio_interval(first, second, accepted, group, weights):
    """[low, high] of FMR within A over FMR within B, one ratio for each draw of people."""
    ### BEGIN SOLUTION
    first, second, accepted, group = map(np.asarray, (first, second, accepted, group))
    times = np.asarray(weights)[:, first] * np.asarray(weights)[:, second]
    rates = []
    for name in ("A", "B"):
        own = (group[first] == name) & (group[second] == name)
        with np.errstate(invalid="ignore", divide="ignore"):
            rates.append(times[:, own & accepted].sum(axis=1) / times[:, own].sum(axis=1))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = rates[0] / rates[1]
    ratios = np.sort(ratios[~np.isnan(ratios)])
    return [float(ratios[int(share * len(ratios))]) for share in (0.025, 0.975)]
    ### END SOLUTION

# %%
check("interval")

# %% role="check" task="interval" points=2
_first, _second = np.array([0, 0, 1, 1, 1, 3, 3]), np.array([2, 2, 3, 3, 3, 0, 5])
_accepted, _group = np.array([True, False, True, False, False, True, False]), np.array(["A", "B", "A", "B", "A", "B"])
_even = ratio_interval(_first, _second, _accepted, _group, np.ones((5, 6)))
assert check.same(_even, [0.5 / 0.25, 0.5 / 0.25]), "With all weights 1, every ratio is FMR within A over FMR within B: pairs across groups take no part."
_drawn = ratio_interval(_first, _second, _accepted, _group, np.array([[1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 1, 2]]))
assert check.same(_drawn, [0.5 / (1 / 3), 0.5 / (1 / 5)]), "People are drawn: each pair counts as often as the product of its two people's weights."

# %% role="hidden" task="interval"
def check(student):
    def ratio(first, second, accepted, group, row):
        times, rates = row[first] * row[second], []
        for name in "AB":
            own = (group[first] == name) & (group[second] == name)
            rates.append(np.sum(times[own & accepted]) / np.sum(times[own]) if np.sum(times[own]) else np.nan)
        if np.isnan(rates).any() or not any(rates):
            return np.nan
        return rates[0] / rates[1] if rates[1] else np.inf

    def edges(ratios):
        ratios = np.sort([one for one in ratios if not np.isnan(one)])
        return [float(ratios[int(share * len(ratios))]) for share in (0.025, 0.975)]

    def draws(people, rounds):
        return np.stack([np.bincount(student.random.integers(0, people, people).astype(np.intp), minlength=people) for _ in range(rounds)])

    for people in (10, 14):
        case = two_groups(student.random, people)
        weights = draws(people, 120)
        # First without, then with draws that have no false match within B, or within neither group.
        for none in (0, 1):
            if none:
                first, second, accepted, group = case
                own = (group[first] == "B") & (group[second] == "B")
                case = first, second, accepted & ~(own & (first > 3) & (second > 3)), group
                weights[:9] *= ~np.isin(np.arange(people), [1, 3])
                weights[9:12] *= np.arange(people) == 0
            ratios = np.array([ratio(*case, row) for row in weights])
            if not none:
                weights, ratios = weights[np.isfinite(ratios)], ratios[np.isfinite(ratios)]
            words = (
                "People are drawn, not pairs: in each draw a pair counts as often as the product of its two people's weights."
                " The ratio is FMR within A over FMR within B, low end first. Pairs across groups take no part."
            )
            if none:
                words = (
                    "A draw without a false match within B has an infinite ratio, which counts; only 0/0 and draws without a pair are left out."
                )
            between = [] if none else [(
                [float(end) for end in np.quantile(ratios, [0.025, 0.975])],
                "The ratios are right, and the ends are not those that the task names: sort the ratios and take the two places, counted from 0. `np.quantile`"
                " puts an end between two of them.",
            )]
            student.call("ratio_interval", *case, weights).close_to(edges(ratios), words, edge=bool(none), instead=between)

# %% [markdown] task="small"
# ## 5. What a small group leaves open
#
# A limit was promised: "in every group the FMR is below `limit`". For each group you are given a dict with `people`,
# `errors` (false matches seen), and `high`, the upper end of the interval of its FMR. If **no** error was seen, the interval
# says nothing: take min(1, 3 / people) for its upper end (the rule of three; pairs share people, so n is people).
#
# Write `not_shown(groups, limit)`: `groups` maps names to such dicts. Return the sorted list of the names for which the
# promise is **not** shown: the upper end is not below the limit. Nobody is left out for being few.

# %% role="answer" task="small"
def not_shown(groups, limit):
    """Sorted names of the groups whose upper end is not below the limit."""
    ### BEGIN SOLUTION
    names = []
    for name, seen in groups.items():
        upper = seen["high"] if seen["errors"] else min(1, 3 / seen["people"])
        if upper >= limit:
            names.append(name)
    return sorted(names)
    ### END SOLUTION

# %%
check("small")

# %% role="check" task="small" points=1
_seen = {"many": {"people": 900, "errors": 4, "high": 0.02}, "few": {"people": 6, "errors": 0, "high": 0.0}, "bad": {"people": 90, "errors": 30, "high": 0.3}}
assert check.same(not_shown(_seen, 0.1), ["bad", "few"]), "No error seen among few people is not a low rate: the rule of three gives the upper end. No group is left out."
assert check.same(not_shown(_seen, 0.0001), ["bad", "few", "many"]), "The promise is shown only where the upper end is below the limit."

# %% role="hidden" task="small"
def check(student):
    for _ in range(4):
        limit = float(student.random.uniform(0.03, 0.2))
        groups = {
            name: {"people": int(student.random.integers(3, 400)), "errors": int(errors),
                   "high": float(student.random.uniform(0, 2 * limit)) if errors else 0.0}
            for name, errors in zip("HGFEDCBA", [0, 0, 0, 0, *student.random.integers(1, 9, 4)], strict=True)
        }
        groups["H"]["people"], groups["G"]["people"], groups["F"]["people"] = 2, int(4 / limit) + 2, int(2.5 / limit)
        groups["A"] |= {"people": int(2 / limit), "high": 0.8 * limit}  # few people and an error: the interval counts
        upper = {n: g["high"] if g["errors"] else min(1, 3 / g["people"]) for n, g in groups.items()}
        shown = sorted(n for n in groups if upper[n] < limit)
        student.call("not_shown", groups, limit).equals(
            sorted(set(groups) - set(shown)),
            "The promise is shown only where the upper end is below the limit. No error seen among few people is not a low"
            " rate: take the rule of three. No group is left out for being small.",
            instead=[
                (shown, "These are the groups for which the promise is shown. The others are asked for."),
                (sorted(n for n, g in groups.items() if max(g["high"], 3 / g["people"]) >= limit),
                 "The rule of three is for groups without an error. Where errors were seen, the interval's upper end is the answer."),
            ],
        )
    edge = {"A": {"people": 30, "errors": 2, "high": 0.05}, "B": {"people": 2, "errors": 0, "high": 0.0}}
    student.call("not_shown", edge, 0.05).equals(["A", "B"], "An upper end equal to the limit is not below the limit.")
    student.call("not_shown", edge, 1.0).equals(["B"], "With no error among two people, even a rate of 1 is not ruled out.")
    student.call("not_shown", edge, 1.2).equals([], "A rate is never above 1: the rule of three stops there.")

# %% [markdown] task="own"
# ## 6. Whose threshold did they get?
#
# Each group has a threshold of its own, and somebody labels each face first. Labels err, and the label decides which threshold a person's comparisons meet.
#
# `fmr_at` is an array: row g, column h is the FMR within the **true** group g at the threshold of group h. `labelled` is an array of the same
# shape: row g, column h is the number of people of the true group g who were labelled h. Take both people of a comparison as labelled alike, and each person
# as compared equally often.
#
# - Write `realised(fmr_at, labelled)`: an array with the FMR that each true group really gets.
# - Write `worst_off(fmr_at, labelled)`: the place (0, 1, 2, …) of the group whose FMR rises most over what was promised, the FMR at its own threshold. No two
#   groups rise equally.

# %% role="answer" task="own"
def realised(fmr_at, labelled):
    """(groups,) FMR of each true group, when labels decide which threshold its people get."""
    ### BEGIN SOLUTION
    fmr_at, labelled = np.asarray(fmr_at, dtype=float), np.asarray(labelled, dtype=float)
    return np.sum(fmr_at * labelled, axis=1) / np.sum(labelled, axis=1)
    ### END SOLUTION


def worst_off(fmr_at, labelled):
    """The group whose FMR rises most over the one that was promised."""
    ### BEGIN SOLUTION
    return int(np.argmax(realised(fmr_at, labelled) - np.diag(fmr_at)))
    ### END SOLUTION

# %%
check("own")

# %% role="check" task="own" points=2
_fmr_at, _labelled = np.array([[0.01, 0.05], [0.002, 0.01]]), np.array([[30, 10], [5, 95]])
_got = list(realised(_fmr_at, _labelled))
assert check.same(_got[0], 0.02), "Of 40 people of the first group, 10 met the threshold of the second. Whose threshold did each of them get?"
assert check.same(_got[1], 0.0096), "A group may get fewer false matches than it was promised, too."
assert check.same(worst_off(_fmr_at, _labelled), 0), "Compare what each group gets with the FMR at its own threshold."

# %% role="hidden" task="own"
def check(student):
    for groups in (2, 3, 5):
        for _ in range(2):
            fmr_at = 10 ** student.random.uniform(-4, -1, (groups, groups))
            labelled = student.random.integers(1, 40, (groups, groups)) + 60 * np.eye(groups, dtype=int) * int(student.random.integers(0, 2))
            due = (fmr_at * labelled).sum(axis=1) / labelled.sum(axis=1)
            student.call("realised", fmr_at, labelled).close_to(
                due, "Whose threshold did each of them get? Of each true group (a row), take the share of its people with each label, and the FMR of this same"
                " group at that label's threshold.",
            )
            student.call("worst_off", fmr_at, labelled).equals(
                int(np.argmax(due - np.diag(fmr_at))), "For each group take what it gets minus what was promised, the FMR at its own threshold. Where is that largest?"
            )
    # Group 0 has the highest FMR and less than it was promised.
    fmr_at, labelled = student.random.uniform(0.5, 1) * np.array([[0.05, 0.04], [0.02, 0.01]]), np.array([[60, 40], [60, 40]])
    student.call("worst_off", fmr_at, labelled).equals(
        1, "For each group take what it gets minus what was promised, the FMR at its own threshold. Where is that largest?"
    )
    fmr_at = 10 ** student.random.uniform(-4, -1, (3, 3))
    student.call("realised", fmr_at, np.diag([7, 40, 3])).close_to(np.diag(fmr_at), "If no label errs, each group gets what was promised.")

# %% [markdown] task="effect"
# ## 7. What a change did
#
# `plain` and `changed` map each person to a mated distance: of the plain picture, and of the same picture with one thing
# changed. Where **no face** was found there is `None`. A distance may be 0: that is a distance. Some people are in only one of the two dicts: they take no part.
#
# Write `effect_of(plain, changed)`. Return a list `[mean, people, lost]`:
#
# - `mean`: the mean over people of *changed minus plain*, where both distances exist (there is at least one such person);
# - `people`: how many these are;
# - `lost`: how many had a face found in the plain picture and none in the changed one.

# %% role="answer" task="effect"
def effect_of(plain, changed):
    """[mean change, people behind it, people whose face was lost]."""
    ### BEGIN SOLUTION
    changes, lost = [], 0
    for person in plain.keys() & changed.keys():
        before, after = plain[person], changed[person]
        if before is not None and after is None:
            lost += 1
        elif before is not None:
            changes.append(after - before)
    return [float(np.mean(changes)), len(changes), lost]
    ### END SOLUTION

# %%
check("effect")

# %% role="check" task="effect" points=2
_found = list(effect_of({"a": 0.1, "b": 0.3, "c": 0.2, "d": None, "e": 0.9}, {"a": 0.2, "b": 0.5, "c": None, "d": 0.4, "f": 0.1}))
assert check.same(_found[0], 0.15), "Compare each person with themselves: changed minus plain, for people who have both distances."
assert check.same(_found[1:], [2, 1]), "Count the people behind the mean, and those whose face was found before the change and not after it."

# %% role="hidden" task="effect"
def check(student):
    for _ in range(3):
        names = [f"p{n:02d}" for n in range(20)]
        plain = {n: float(d) for n, d in zip(names[:17], student.random.uniform(0, 1, 17), strict=True)}
        changed = {n: float(d) for n, d in zip(names[3:], student.random.uniform(0.2, 1.2, 17), strict=True)}
        for n in student.random.choice(names[3:10], 2, replace=False):
            changed[str(n)] = None
        for n in student.random.choice(names[10:17], 2, replace=False):
            plain[str(n)] = None
        both = names[10:17]
        changed[str(student.random.choice([n for n in both if plain[n] is None]))] = None
        exact = [n for n in names[3:17] if plain[n] is not None and changed[n] is not None]
        plain[exact[0]], changed[exact[1]] = 0.0, 0.0
        changes = [changed[n] - plain[n] for n in names[3:17] if plain[n] is not None and changed[n] is not None]
        mean, people, lost = student.call("effect_of", plain, changed).parts(0.5, 1, 1)
        words = "Compare each person with themselves: changed minus plain, for people who have both distances, and count these people."
        people.satisfies(lambda n: n <= len(changes), words)
        in_both = len(set(plain) & set(changed))
        people.equals(
            len(changes), "A distance of 0 is a distance, and `None` is none: do not treat them alike.",
            instead=[(in_both, words + " Whoever has `None` in one of the two has no change.")],
        )
        mean.close_to(float(np.mean(changes)), words)
        lost.equals(
            2, "A face that was found before the change and not after it is lost: count those people. They are errors too.",
            instead=[(2 + sum(plain[n] is not None for n in set(plain) - set(changed)),
                      "Whoever is in only one of the two dicts takes no part: nobody looked for that face after the change, so it was not lost.")],
        )

# %% [markdown] task="whom"
# ## 8. For whom? Measure it
#
# `rows` is a list of dicts, one for each group: `"group"`, `"people"`, and the interval of a mean change: `"estimate"`,
# `"low"` and `"high"`. Write `for_whom(rows)`. Return a tuple `(mean_change, sure)`:
#
# - `mean_change`: a dict, group → estimate;
# - `sure`: the sorted list of the groups whose interval lies wholly **above 0**.
#
# Then look at the counterfactual set, people rendered again with one thing changed: the effects of `FACTOR` at its last step
# on the mated distance, for each morph target.

# %% role="given"
experiment = evaluation.Experiment.of(
    faces.counterfactual_embeddings(RECOGNISER), faces.embeddings(RECOGNISER, role="known"), groups="target"
)
last = max(step for factor, step in experiment.settings if factor == FACTOR)
changes = [
    {"group": one.group, "people": one.people, "estimate": one.mated.estimate, "low": one.mated.low, "high": one.mated.high}
    for one in evaluation.effects(experiment, factors=[FACTOR])
    if one.step == last and one.group != "everybody"
]
changes

# %% role="answer" task="whom"
def for_whom(rows):
    """(group -> mean change, sorted groups whose interval lies above 0)."""
    ### BEGIN SOLUTION
    return {row["group"]: row["estimate"] for row in rows}, sorted(row["group"] for row in rows if row["low"] > 0)
    ### END SOLUTION

# %%
check("whom")

# %%
for_whom(changes)

# %% role="check" task="whom" points=1
_rows = [{"group": "b", "people": 9, "estimate": 0.2, "low": 0.1, "high": 0.3}, {"group": "a", "people": 9, "estimate": 0.1, "low": -0.1, "high": 0.3}]
_changes, _sure = for_whom(_rows)
assert check.same(_changes, {"a": 0.1, "b": 0.2}), "Give each group its estimate."
assert check.same(_sure, ["b"]), "A direction is sure where the whole interval lies above 0: look at its low end."

# %% role="hidden" task="whom"
def check(student):
    tables = []
    for size in (3, 6):
        low = student.random.uniform(-0.2, 0.2, size)
        low[:3] = [-0.1, 0.0, 0.1]
        low[3:4] = -0.5  # this interval lies wholly below 0
        names = [f"group-{n}" for n in student.random.permutation(size)]
        tables.append([
            {"group": name, "people": int(student.random.integers(5, 90)), "estimate": float(at + 0.15), "low": float(at), "high": float(at + 0.3)}
            for name, at in zip(names, low, strict=True)
        ])
    tables.append([
        {"group": name, "people": 20, "estimate": -at, "low": -2 * at, "high": 0.0} for name, at in (("x", 0.1), ("y", 0.2))
    ])
    for rows in tables:
        mean_change, sure = student.call("for_whom", rows).parts({}, [""])
        mean_change.close_to(
            {row["group"]: row["estimate"] for row in rows}, "The effect on each group is the estimate of its own interval."
        )
        sure.equals(
            sorted(row["group"] for row in rows if row["low"] > 0),
            "A direction is sure where the whole interval lies above 0: look at its low end. An end at 0 is not above it.",
        )

# %% [markdown] task="reads"
# ## 9. Reading evidence <!-- no-claim: made-up findings of this exercise -->
#
# Set each name to the letter of the statement that follows.
#
# `audit_shows`: an audit finds an error of a third at **classifying gender** for one group. What does it show about
# recognition?
#
# - **A** The FMR of this group is about a third: its members are taken for each other.
# - **B** The FNMR of this group is about a third: its members are not recognised.
# - **C** Nothing directly: no two faces were compared.
#
# `correlation_shows`: in a set of rendered faces, darker skin goes with smaller distances between people. When the same heads
# are rendered with darker skin, the distances grow. What follows?
#
# - **A** Dark skin causes false matches, as the first finding shows; the experiment must be wrong.
# - **B** In these renders skin alone does not bring people closer; something else does.
# - **C** People with darker skin are recognised better than others, as the second finding shows.
#
# `signs_show`: a city has counted crossings. Those with a warning sign had more accidents than those without. When signs were put up at crossings
# drawn by lot, accidents there fell a little. What follows?
#
# - **A** Signs cause accidents: far more crossings were counted than drawn.
# - **B** The two findings contradict each other, so nothing follows.
# - **C** Signs had been put where it was dangerous. A sign itself makes a crossing a little safer.

# %% role="answer" task="reads"
audit_shows = "?"
correlation_shows = "?"
signs_show = "?"
### BEGIN SOLUTION
audit_shows = "C"
correlation_shows = "B"
signs_show = "C"
### END SOLUTION

# %%
check("reads")

# %% role="check" task="reads" points=2
assert {str(one).strip().upper() for one in (audit_shows, correlation_shows, signs_show)} <= {"A", "B", "C"}, "Set each name to one of the letters A, B, C."

# %% role="hidden" task="reads"
def check(student):
    student.value("audit_shows").chosen("C", "ABC", "What was the task of that audit? Gender classification compares no two faces.")
    student.value("correlation_shows").chosen(
        "B", "ABC", "A correlation is no cause: ask what changed along with the skin, and what was held in the experiment. Renders are no people."
    )
    student.value("signs_show").chosen(
        "C", "ABC", "Where were signs put before anybody drew lots? One finding says what goes with a sign, the other what a sign does."
    )

# %% [markdown]
# ## 10. In your own words <!-- no-claim: numbers of this exercise -->
#
# A supplier writes: *"The false match rates of our four groups differ by a factor of {{TIMES}}. This is due to skin tone, as the
# correlation shows. In our smallest group ({{SMALL_GROUP}} people) there was no false match at all. We will give each group its
# own threshold, so that the rates become equal. Then the system is fair."*
#
# In at most 200 words, answer the supplier. Say what the evidence does and does not show about the cause and about the
# smallest group. Then say what own thresholds would buy, what they would cost, and what you would ask to be measured. Use
# at least one number that you computed above or in the lesson, and say on what it was measured.
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="supplier" points=4
# A model answer. A correlation does not say that skin tone caused the factor of {{TIMES}}: whatever goes along with skin, in your
# people or your pictures, may have done it. In the lesson the same rendered heads were given darker skin, and Dlib put them
# no closer together, although in the cast the darker ones lay closer. Ask what differs in your pictures: light, camera, number of images. No false match among {{SMALL_GROUP}}
# people does not mean a rate of zero: by the rule of three it may be up to about 3/{{SMALL_GROUP}}. Give every group its
# interval with people resampled, and test more people of this one. Own thresholds make the FMRs equal on the people you chose
# them on. On the evaluation half of the cast they were only roughly equal, and the mean FNMR rose. They need somebody to assign
# a group to each face, with errors and perhaps against the law. I would ask for
# FMR within groups, FNMR and faces not found, under own thresholds and under one stricter threshold, on other people. Whether the
# result is fair is a judgement about who bears which error; no rate decides it.
