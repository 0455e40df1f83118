# ---
# title: "Who bears the errors?"
# about: "rates by group, thresholds by group, published audits, one change at a time"
# minutes: 85
# lead: One threshold for all, and other error rates for each. Measure it, then change one thing and see what caused it.
# before: {Lesson:scores} and {lesson:thresholds}. You should know FMR, FNMR, development and evaluation, and the subject bootstrap.
# objectives:
#   - measure FMR within and across groups, with intervals that resample people
#   - say what group-specific thresholds buy, and what they cost
#   - read a measure of difference, and the published audits, for what they measured
#   - tell a correlation from an effect, with pictures in which one factor was changed
# ---

# %%
import numpy as np
import pandas as pd

from course import evaluation, faces, figures, paths
from course.evaluation import Experiment, FaceSet, effects, fmr, fnmr, score_pairs, threshold_at_fmr
from course.figures.words import percent, say
from course.judgement.journal import fold, outcomes, predict
from course.study.do import doing
from course.study.quiz import quiz

# %%
do = doing("differentials")


def compare(recogniser, split):
    """All pairs of the known people of one half; the groups are morph target and sex."""
    known = faces.embeddings(recogniser, role="known", split=split)
    return score_pairs(FaceSet.of(known, groups=["target", "sex"]))


development, held_out = compare("dlib", "development"), compare("dlib", "evaluation")

# %% [markdown]
# ## The question
#
# "Our false match rate is 1%." <!-- no-claim: a made-up sentence --> Whose?
#
# The cast has six groups. Each was rendered with one of three morph targets of the head model (called African, Asian
# and European by its makers) and one of two sexes. Nobody in it belongs to a people. A group here is a setting of a
# renderer. What we measure are real errors of a real recogniser, on these pictures.
#
# Choose one threshold on the development half, for everybody at once, as a buyer would. Report on the evaluation half.

# %%
TARGET = 0.01
threshold = threshold_at_fmr(development.nonmated, TARGET)
rates = evaluation.group_rates(held_out, threshold)
say(f"At the one threshold {threshold:.4f} the FMR over **all** pairs of the evaluation people is "
    f"**{percent(fmr(held_out.nonmated, threshold), 2)}**.")
figures.groups.matrix(rates)

# %% [markdown]
# Read the grid. On the diagonal two different people of *one* group are compared. Everywhere else the two come from
# two groups.

# %%
inside = np.trace(rates.nonmated) / (np.triu(rates.nonmated).sum())
worst, best = np.argmax(rates.fmr), np.argmin(rates.fmr)
say(f"Only **{percent(inside, 0)}** of the non-mated pairs lie within a group. The rate over all pairs is mostly made of "
    f"the others, and most of those are easier. Within a group the FMR goes from **{percent(rates.fmr[best], 2)}** "
    f"({rates.groups[best]}) to **{percent(rates.fmr[worst], 2)}** ({rates.groups[worst]}).")

# %% [markdown]
# Somebody who wants to pass for another person picks one who looks alike. A search looks through whoever is in the
# gallery. So the rates **within** groups matter, and they are other numbers than the rate over all pairs. A report must
# say which one it gives.
#
# A test set has people of two groups, a share `p` of group A and the rest of group B. Pick two people at random: both are of A, both of B,
# or one of each. Write the FMR over all pairs from the three rates. Then try it with half and half, and with nine of ten.

# %% role="do" task="overall"
def overall(p, within_a, within_b, across):
    """FMR over all pairs of a large test set in which a share `p` of the people is of group A."""
    ### BEGIN SOLUTION
    return p**2 * within_a + (1 - p) ** 2 * within_b + 2 * p * (1 - p) * across
    ### END SOLUTION


do("overall")

# %% role="hidden" task="overall"
def check(student):
    student.call("overall", 1.0, 0.04, 0.01, 0.0).close_to(0.04, "If all are of A, the rate is that within A.")
    got = student.call("overall", 0.5, 0.04, 0.01, 0.0).get()
    why = {0.025: "That mixes people. Of the *pairs*, only a quarter is A with A when half of the people are of A.",
           0.005: "The chance that both are of A is p times p."}
    student.call("overall", 0.5, 0.04, 0.01, 0.0).close_to(0.0125, why.get(round(float(got), 6), "Three kinds of pair: p times p, (1 - p) times (1 - p), and the rest."))
    student.call("overall", 0.5, 0.0, 0.0, 0.01).close_to(0.005, "One of each can be picked in two ways: first A then B, or first B then A.")
    for _ in range(3):
        p, a, b, c = student.random.uniform(0, 1, 4)
        student.call("overall", p, a, b, c).close_to(p**2 * a + (1 - p) ** 2 * b + 2 * p * (1 - p) * c, "The three shares must add up to 1.")

# %% role="wrong" task="overall" says="That mixes people"
def overall(p, within_a, within_b, across):
    return p * within_a + (1 - p) * within_b

# %% role="wrong" task="overall" says="in two ways"
def overall(p, within_a, within_b, across):
    return p**2 * within_a + (1 - p) ** 2 * within_b + p * (1 - p) * across

# %% [markdown]
# The recogniser and the threshold stay, and so do the rates within the groups. The rate over all pairs moves with the mix.
#
# ## How sure is it?
#
# Each group has few people. Resample them, as in {lesson:thresholds}, within each group.

# %%
fmrs, fnmrs = evaluation.group_rate_statistics(held_out, threshold)
strata = evaluation.bootstrap.subject_groups(held_out)
many = {"subjects": len(held_out.subject_names), "strata": strata, "matrix": True}
sure_fmr = evaluation.subject_bootstrap(fmrs, **many)
sure_fnmr = evaluation.subject_bootstrap(fnmrs, **many)
figures.groups.rates_by_group(rates, sure_fmr, sure_fnmr)

# %% [markdown]
# Two kinds of error, two pictures. A group may stand high in one and low in the other. Where intervals are wide, the
# order of the groups is not known.
#
# What happens if fewer people of a group are tested? Take the group with the highest FMR, and only some of its people.

# %%
def few(people):
    """FMR within the worst group, and its interval, on some of its people; the rule of three if no error was seen."""
    chosen = np.flatnonzero(strata == worst)[:people]
    kept = held_out.probes.take(np.isin(held_out.probes.subjects, held_out.subject_names[chosen]))
    pairs = score_pairs(kept)
    if not fmr(pairs.nonmated, threshold):
        return 0, 0, evaluation.rule_of_three(people)
    sure = evaluation.rate_intervals(pairs, threshold).fmr
    return sure.estimate, sure.low, sure.high

sizes = [n for n in (3, 6, 12, 24, 48) if n <= np.sum(strata == worst)]
estimates, lows, highs = zip(*(few(n) for n in sizes), strict=True)
figures.groups.shrinking(sizes, lows, highs, estimates, rates.groups[worst])

# %% [markdown]
# A small group has a wide interval. It does not follow that its rate is low, or that it may be left out. Where *no* error
# was seen among n people, the rate may still be up to about 3/n (the rule of three). The group of which the least is
# known is often the one of which the fewest were asked. <!-- no-claim: a rule of thumb, shown above -->
#
# A tester had 8 people of a group and saw no error. <!-- no-claim: a made-up tester --> Up to which rate must they reckon? Put in a share, a
# number from 0 to 1.

# %% role="do" task="upper"
### BEGIN SOLUTION
upper = 3 / 8
### END SOLUTION
do("upper")

# %% role="hidden" task="upper"
def check(student):
    got = student.value("upper").get("A share, a number from 0 to 1.")
    why = {0: "No error was seen. That is not a rate of zero: look at the rule of three.", 37.5: "As a share, not in percent."}
    student.value("upper").close_to(3 / 8, why.get(got, "The rule of three: 3 divided by the number of people."), tolerance=0.003)

# %% role="wrong" task="upper" says="not a rate of zero"
upper = 0

# %% role="wrong" task="upper" says="divided by the number of people"
upper = 1 / 8

# %% [markdown]
# ## Why does one threshold give unequal rates?
#
# Draw the FMR within each group at *every* threshold.

# %%
def within(scores, name):
    """Mated and non-mated distances of one group's people among themselves."""
    group = list(scores.group_names).index(name)
    return tuple(distances[(scores.groups_of(rows) == group).all(axis=1)] for distances, rows in (
        (scores.mated, scores.mated_rows), (scores.nonmated, scores.nonmated_rows)))

groups = list(rates.groups)
figures.groups.fmr_curves({name: within(held_out, name)[1] for name in groups}, threshold)

# %% [markdown]
# The recogniser puts the people of some groups closer together than those of others. The threshold is one vertical line.
# It must cut the curves at different heights. No single threshold makes them equal, unless the curves themselves
# coincide.
#
# **What do you think:** why might a network put some faces closer together? Write down two guesses. You will test
# some below.
#
# ## One threshold for each group?
#
# One could move the line for each group. Compare three policies, all chosen on the development half and all reported on
# the evaluation half:
#
# 1. **one**: a single threshold for the target over all pairs;
# 2. **one, strict**: a single threshold at which *every* group meets the target within itself;
# 3. **own**: each group its own threshold, for the target within the group.
#
# Compare **own** with **one**. Does the mean FNMR of the groups, the share of people who are not matched with themselves, go `"up"`, go
# `"down"`, or stay the `"same"`?

# %%
predict("differentials-own", "", options=["up", "down", "same"])

# %%
own = {name: threshold_at_fmr(within(development, name)[1], TARGET) for name in groups}
policies = {"one": dict.fromkeys(groups, threshold),
            "one, strict": dict.fromkeys(groups, min(own.values())),
            "own": own}

# %%
table = {}
for policy, at in policies.items():
    table[policy, "FMR"] = [fmr(within(held_out, name)[1], at[name]) for name in groups]
    table[policy, "FNMR"] = [fnmr(within(held_out, name)[0], at[name]) for name in groups]
table = pd.DataFrame(table, index=groups)
missed = {policy: table[policy, "FNMR"].mean() for policy in policies}
told = "\n".join(f"- **{policy}**: the FMRs of the groups go from {percent(table[policy, 'FMR'].min(), 2)} to {percent(table[policy, 'FMR'].max(), 2)}; "
                 f"the mean FNMR is {percent(missed[policy])}." for policy in policies)
fold("differentials-own", table.map(lambda rate: percent(rate, 2)), told,
     outcome=f"{'up' if missed['own'] > missed['one'] else 'down'}, from {percent(missed['one'])} to {percent(missed['own'])}")

# %% [markdown]
# What do own thresholds **buy**? On the development half the FMRs are alike, by construction. On other people only about
# so: look at the table. What do they **cost**?
#
# - The FNMRs now differ in another way. Groups that had many false matches have more misses instead.
# - Somebody must say to which group each face belongs, before it is compared. Here the renderer told us. For people, who
#   decides? By what right, and with which errors?
# - Two people of two groups are compared. Which threshold holds?
# - To treat people differently by group can itself be unlawful. That is a question for lawyers, not for a curve.
#
# And the strict single threshold? It needs no labels when it is used. It pays with misses, for everybody. In a UK test of
# retrospective search, a low setting gave false positive searches in {value:E24[0]} of the cases for white, {value:E24[1]}
# for Asian and {value:E24[2]} for Black subjects {claim:E24}. Ministers say that there are settings at which such differences become negligible
# {claim:G38}. What they cost in leads stands only in rewrites of a newspaper report {open:G37}. (Search rates grow with the
# gallery; they are no FMRs.)
#
# ### Unequal, or unfair?
#
# That two rates differ is a measurement. To call the difference unfair needs a reason. Four that are given: it burdens those who are
# burdened already; it demeans; it was cheap to avoid; those who bear it had no say. Take one difference from the table above. Write why it
# would be wrong, and the strongest reason why it might not be. Both count. Use at least eight words for each.

# %% role="do" task="unfair"
unfair = {"difference": "", "why it would be wrong": "", "why it might not be": ""}
### BEGIN SOLUTION
unfair = {"difference": "FMR asian male against european female under one threshold",
          "why it would be wrong": "those who are searched for most already would be stopped more often, without a say",
          "why it might not be": "a stricter threshold lets more victims wait, and they had no say in it either"}
### END SOLUTION
do("unfair")

# %% role="hidden" task="unfair"
def check(student):
    told = {key: str(text) for key, text in student.value("unfair").get().items()}
    named = any(word in told["difference"].lower() for word in ("fmr", "fnmr", "false", "miss"))
    student.value("unfair").satisfies(lambda _: named, "Which rate differs? Name it: FMR or FNMR, and of which groups.")
    for key in ("why it would be wrong", "why it might not be"):
        count = len(told[key].split())
        student.value("unfair").satisfies(lambda _, count=count: count >= 8, f"{key}: {count} words. A reason takes at least eight.")
    student.value("unfair").satisfies(lambda _: told["why it would be wrong"] != told["why it might not be"], "Two reasons, one each way.")

# %% role="wrong" task="unfair" says="Which rate differs"
unfair = {"difference": "the groups", "why it would be wrong": "because it is not fair to the people in it", "why it might not be": "because everybody is treated with the same threshold here"}

# %% role="wrong" task="unfair" says="A reason takes at least eight"
unfair = {"difference": "FMR", "why it would be wrong": "it is bias", "why it might not be": "because everybody is treated with the same threshold here"}

# %% [markdown]
# **What do you think:** who pays under each policy? Who chose it?
#
# ## One number for a difference?
#
# Reports like one number. Several are in use. The simplest is the worst rate divided by the best. Another is the **Gini
# coefficient**: the mean difference between two groups, relative to the mean rate. It is 0 when all are equal, and 1
# when one group has all the errors.

# %%
def gini(rates):
    """0: all rates equal. 1: one group has all the errors."""
    rates = np.asarray(rates, dtype=float)
    differences = np.abs(rates[:, None] - rates).sum()
    count = rates.size
    return differences / (2 * count * (count - 1) * rates.mean())

# %%
from course.evaluation import fairness_discrepancy_rate, gini, max_min_ratio

measures = {"max / min FMR": (max_min_ratio, "fmr"), "Gini FMR": (gini, "fmr"), "FDR (1 is equal)": (fairness_discrepancy_rate, "both")}
sface = compare("sface", "evaluation"), threshold_at_fmr(compare("sface", "development").nonmated, TARGET)
tested = {"Dlib": (held_out, threshold), "SFace": sface}
one_number = {name: {recogniser: evaluation.differential_interval(measure, *pairs, which=which, replicates=400)
                     for recogniser, pairs in tested.items()} for name, (measure, which) in measures.items()}
pd.DataFrame(one_number).T.map(lambda one: f"{one.estimate:.3g}  ({one.low:.3g} to {one.high:.3g})")

# %% [markdown]
# Look at the intervals before you take sides. And note how the measures differ. A ratio rests on the *smallest* rate, so on
# the fewest errors. The fairness discrepancy rate (FDR) takes differences, and FMRs are small numbers. So it is close to 1
# even where one FMR is many times another. **None of them tells you who bears the errors, or how many.** Read them
# beside the table of rates. Their definitions and sources stand in [error rates](../docs/evaluation.md).
#
# ## What the published audits measured
#
# In 2018 *Gender Shades* tested three services on faces of parliamentarians. <!-- no-claim: the next cell's source -->
# Here is its table.

# %%
shades = pd.read_csv(paths.DATA / "published" / "gender_shades_2018.csv")
shades.pivot(index="company", columns="group", values="value")

# %% [markdown]
# The error is in percent, and it is an error at **classifying gender**, not at recognising a person {claim:D07}. No
# two faces were compared. It is no FMR and no FNMR. The figures for IBM {claim:D03}, Microsoft {claim:D04} and Face++
# {claim:D05} come from a text that reports the paper. One of them is disputed: the file says which.
#
# A year later *Actionable Auditing* tested two more, with the same task. Overall Amazon's error was {value:D09[0]} {claim:D09};
# on darker female faces it was {value:D10[0]} {claim:D10}. Amazon objected that facial analysis is not facial recognition
# {claim:D14}. They are two tasks, and the audit tested only one. How its recognition errs, neither the audit nor the objection
# says. <!-- no-claim: logic -->
#
# Look at the overall error beside that of one group: {value:D09[1]} and {value:D10[1]} for Kairos {claim:D09,D10}. An average hides what you
# just saw on a grid.
#
# NIST measured recognition: {value:E01[0]} algorithms {claim:E01}, {value:E02[0]} million images {claim:E02}. In
# one-to-one matching it found higher false positive rates for Asian and African American than for Caucasian faces, by a
# factor of {value:E06} *depending on the algorithm* {claim:E06}. For women the rates were {value:E09} times those for men {claim:E09}.
# It also warned that a statement across all algorithms is usually wrong {claim:E05}. So "face recognition is a hundred
# times worse for …" is not what was found. <!-- no-claim: a made-up sentence -->
#
# A newspaper writes: "Face recognition misidentifies one in three dark-skinned women." <!-- no-claim: a made-up sentence -->
# What did each of the three studies have the machine do: `"classify"` the gender of one face, or `"compare"` two faces?

# %% role="do" task="verb"
verb = {"Gender Shades": "", "Actionable Auditing": "", "NIST, one-to-one": ""}
### BEGIN SOLUTION
verb = {"Gender Shades": "classify", "Actionable Auditing": "classify", "NIST, one-to-one": "compare"}
### END SOLUTION
do("verb")

# %% role="hidden" task="verb"
def check(student):
    told = {key: str(word).strip().lower() for key, word in student.value("verb").get().items()}
    for key, due, why in (("Gender Shades", "classify", "Were two faces compared?"),
                          ("Actionable Auditing", "classify", "It tested two more services, with the same task as the first."),
                          ("NIST, one-to-one", "compare", "A false positive rate of a one-to-one test is over pairs of faces.")):
        student.value("verb").satisfies(lambda _, key=key, due=due: told[key] == due, f"{key}: {why}")

# %% role="wrong" task="verb" says="Were two faces compared"
verb = dict.fromkeys(verb, "compare")

# %% role="wrong" task="verb" says="over pairs of faces"
verb = dict.fromkeys(verb, "classify")

# %% [markdown]
# So the newspaper's verb is wrong: nobody in those two audits was identified, rightly or wrongly.
#
# ## From difference to cause
#
# In the cast, skin reflectance goes with the morph target: the renderer draws it from another range for each. So
# does the shape of the head. Let us do what is often done, and correlate. From here on we use the other recogniser, SFace.

# %%
known = faces.embeddings("sface", role="known")
skin = known.table.groupby("subject").skin.mean()
everyone = score_pairs(FaceSet.of(known, groups="target"))
pairs = everyone.subjects_of(everyone.nonmated_rows)
same = np.ptp(everyone.groups_of(everyone.nonmated_rows), axis=1) == 0
both = [pd.Series(everyone.nonmated[same], index=everyone.subject_names[side]) for side in pairs[same].T]
nearest = pd.concat(both).groupby(level=0).mean()

# %%
random, columns = np.random.default_rng(0), np.column_stack([skin[nearest.index], nearest])
link, *drawn = (np.corrcoef(columns[rows].T)[0, 1] for rows in [np.arange(len(columns)), *random.integers(0, len(columns), (1000, len(columns)))])
low, high = np.quantile(drawn, [0.025, 0.975])
say(f"Over {len(nearest)} people, the correlation of skin reflectance with the mean distance to others of the same morph target "
    f"is **{link:+.2f}** ({low:+.2f} to {high:+.2f}): " + ("the darker, the closer to others." if low > 0 else "no link is shown, for the interval holds zero."
                                                          if high > 0 else "the darker, the farther from others."))

# %% [markdown]
# "So dark skin causes false matches." Does it? The head's shape changed along with the skin. Hair did, too. A correlation
# cannot tell which of them did it. Look at what leads where. On the left is the cast as it was drawn. On the right somebody has taken the skin in hand.

# %%
bound = ("skin", "head shape", "hair", "colour of the eyes")
arrows = [("morph target", one) for one in bound] + [(one, "distance between two people") for one in bound]
figures.graphs.causes(arrows, changed="skin", asked=("skin", "distance between two people"),
                      titles=("the cast as it was drawn", "one thing changed"))

# %% [markdown]
# On the left, skin and distance go together through every arrow of the target, whether or not the one with the question mark exists. On the right
# nothing but that arrow can join them.
#
# The same mistake in another place. In some clinics an alarm watches the patients' pulse. Nurses note: *rooms with more false alarms have
# patients who stay longer. So false alarms keep people in hospital.* Which test would tell? <!-- no-claim: a made-up case -->
#
# - **A**: Count again, in a hundred more clinics.
# - **B**: Leave patients and rooms as they are, and set the alarm less sensitive in rooms drawn by lot.
# - **C**: Compare the rooms with the most alarms with those that have the fewest.

# %% role="do" task="transfer"
transfer = ""
### BEGIN SOLUTION
transfer = "B"
### END SOLUTION
do("transfer")

# %% role="hidden" task="transfer"
def check(student):
    letter = str(student.value("transfer").get()).strip().upper()
    why = {"A": "More of the same counting makes the correlation surer. Very ill patients still have more alarms and stay longer.",
           "C": "Those rooms differ in their patients, too. What is changed here, and what is held?"}
    student.value("transfer").satisfies(lambda _: letter in ("B", ""), why.get(letter, "Write one letter: A, B or C."))
    student.value("transfer").satisfies(lambda _: letter, "Write one letter.")

# %% role="wrong" task="transfer" says="makes the correlation surer"
transfer = "A"

# %% role="wrong" task="transfer" says="what is held"
transfer = "C"

# %% [markdown]
# A renderer can do what no photographer can: **take the same head and change one thing**. Everything else stays.

# %%
cast = faces.counterfactuals()
someone = cast.images.subject.iloc[0]
figures.groups.ladder(cast, someone, ["skin", "exposure", "fixed"])

# %%
figures.groups.ladder(cast, someone, ["age", "glasses", "beard", "yaw", "pixels", "blur"])

# %% [markdown]
# Look closely at the pictures of age. In some of them the hair has changed its colour, too. One setting of a renderer can
# be more than one thing to the eye, and the experiment speaks of the *setting*.
# So it is with skin: the camera meters the face, as a photographer does, and makes up for a part of a darker skin.
#
# For each person and each change we ask three things, each against the **plain** picture of the same person:
#
# - Is a face found at all?
# - The **mated** score: how far is the picture from the person's own ordinary pictures?
# - The **non-mated** score: how far is it from other people of the same morph target, changed in the same way?

# %%
changed = faces.counterfactual_embeddings("sface")
on_development = score_pairs(FaceSet.of(faces.embeddings("sface", role="known", split="development")))
threshold = threshold_at_fmr(on_development.nonmated, TARGET)  # SFace's own
experiment = Experiment.of(changed, known, groups="target")
found = effects(experiment, threshold)
attempts, lost = experiment.made.sum(), (experiment.made & ~experiment.found).sum()
say(f"In **{lost}** of {attempts:,} pictures of {len(experiment.subjects)} people no face was found." + (
    f" Nothing was lost in {len(experiment.subjects)} people: so for people drawn like these, a rate of up to "
    f"{percent(evaluation.rule_of_three(len(experiment.subjects)), 0)} cannot be ruled out." if not lost else
    " They have no score. They count as rejected below, and are missing from the mean distances."))

# %% [markdown]
# A face that is not found has no distance. Leave it out, and the picture that was worst of all improves the mean. So keep
# count. (In the standard's words: FNMR is over completed comparisons {claim:E13}; a missed face is a *failure to acquire*,
# and a rate of false *rejections* counts both.)
#
# Now the effect on the mated distance. To the right: harder to match with oneself.

# %%
figures.groups.effect_dots(found)

# %%
strongest = max((e for e in found if e.group == "everybody"), key=lambda e: e.mated.estimate)
name = figures.groups.setting_name(strongest.factor, strongest.step, strongest.value)
say(f"The largest effect on these pictures: **{name}**, {strongest.mated.estimate:+.3f} "
    f"({strongest.mated.low:+.3f} to {strongest.mated.high:+.3f}); at the one threshold the share of a person's own pictures "
    f"that is rejected changes by {100 * strongest.rejected.estimate:+.0f} percentage points.")

# %% [markdown]
# Some of these factors are the camera's, not the person's: pixels, blur, exposure, the turn of the head. An operator can
# change those.
#
# ## For whom?
#
# The same change need not do the same to all. Split by morph target.

# %%
targets = list(np.unique(experiment.groups))
skin_and_light = [e for e in found if e.factor in ("skin", "exposure", "fixed")]
figures.groups.effect_dots(skin_and_light, groups=targets)

# %% [markdown]
# Careful with the rows of skin. The person's *ordinary* pictures keep the skin that they have. So these rows ask what happens when
# one picture differs in skin from the enrolled ones, as after a holiday or under another lamp. The farther the step from a person's own
# skin, the larger the change. They do not say that dark or light skin is harder.
#
# The rows "one exposure for all" are a camera that is set once, for a face of middling reflectance, and not for each face. The
# person did not change. The light did not. Whom does the setting suit?

# %%
fixed = {e.group: e for e in found if e.factor == "fixed" and e.step == max(s for f, s in experiment.settings if f == "fixed")}
top, low = (pick(targets, key=lambda t: fixed[t].mated.estimate) for pick in (max, min))
gap = evaluation.effect_difference(fixed[top].mated, fixed[low].mated)
say(f"At the darkest single exposure, heads rendered with the {top.title()} morph target change their mean distance to their own pictures by "
    f"{fixed[top].mated.estimate:+.4f}, those with the {low.title()} one by {fixed[low].mated.estimate:+.4f}. "
    f"The difference is {gap.estimate:+.4f} ({gap.low:+.4f} to {gap.high:+.4f}).")

# %% [markdown]
# ## Does dark skin cause false matches here?
#
# Now the test of the sentence above. Render the *same heads* with another skin, all of them alike, and measure how far
# apart they are. When all of them get the darkest skin instead of the lightest, do two people come `"closer"` together, go
# `"farther"` apart, or is the direction `"unsure"`?

# %%
predict("differentials-skin", "", options=["closer", "farther", "unsure"])

# %%
steps = [s for f, s in experiment.settings if f == "skin"]
darkening = effects(experiment, since=("skin", min(steps)), factors=["skin"])
darkest = {e.group: e.nonmated for e in darkening if e.step == max(steps)}
verdicts = {name: "closer" if one.high < 0 else "farther" if one.low > 0 else "unsure" for name, one in darkest.items()}
told = "\n".join(f"- Same heads with the {name.title()} morph target, from the lightest to the darkest skin: the distance between two people "
                 f"changes by {darkest[name].estimate:+.4f} ({darkest[name].low:+.4f} to {darkest[name].high:+.4f}): **{verdicts[name]}**."
                 for name in targets)
fold("differentials-skin", lambda: figures.groups.effect_dots([e for e in found if e.factor == "skin"], "nonmated", groups=targets), told,
     outcome=", ".join(f"{name}: {verdicts[name]}" for name in targets))

# %% [markdown]
# Put the correlation beside these lines. One says what *goes with* dark skin in the cast. The others say what a change of
# skin alone *does*, to these heads, for this recogniser. Where they disagree, the correlation came from something that goes
# along with skin. Candidates are what the renderer binds to the morph target (head shape, curl and colour of the hair, colour of the
# eyes), and chance: the heads are few.
#
# It took an experiment to see it. Most reports about people have only the correlation. You cannot re-render a person.
#
# **Two warnings.** There are dozens of intervals above, and each misses one time in twenty even if nothing is going on:
# a single one that just leaves out zero is weak evidence. <!-- no-claim: a 95% interval --> And "everything else held" means
# everything else *in the renderer*.
#
# ## Try it
#
# Put `"dlib"` for `"sface"` wherever the line above begins with `known`, `changed` or `on_development`, and run on from there. (Its distances are smaller
# numbers.) Is there a correlation, too? Which of your statements hold for both?
#
# ## What the cast cannot show
#
# - **Nothing about people.** The three targets are a modeller's shapes, not samples of anybody. That one of them has a
#   higher FMR here says nothing about any group of people, neither that it is so nor that it is not.
# - **Not how large a difference is in use.** The networks were trained on photographs, not on renders. Here far more
#   non-mated pairs match than the recognisers' makers report. The [datasheet](../docs/datasheet.md) says more.
# - **Not why photographs differ.** A cause found in a renderer is a cause in the renderer. It shows *how one would ask*.
#
# **What do you think:** what would you need to ask the same question about people, and who would have to agree to it?
#
# What you expected, and what came out:

# %%
outcomes("differentials-own", "differentials-skin", questions={
    "differentials-own": "The mean FNMR when each group gets its own threshold",
    "differentials-skin": "Same heads, darkest instead of lightest skin: two people are …",
})

# %% [markdown]
# ## Check yourself

# %%
quiz("differentials")

# %% [markdown]
# ## Take away
#
# - One FMR over all pairs hides the rates within groups. Say which pairs were compared.
# - One threshold cuts different curves at different heights. Own thresholds trade one error for the other in each group, need labels, and cost too.
# - Give every group its interval. No error seen is not a rate of zero.
# - A correlation with a group is no cause. Change one thing, hold the person, and count the faces that were lost.
# - Read an audit for its task: gender classification is not recognition.
#
# **Words:** *Within-group FMR*: over pairs of two people of one group. *Cross-group FMR*: over pairs of two groups.
# *Demographic differential*: a difference of a rate between groups. *Gini*, *inequity rate*, *FDR*: single numbers for it.
# *Counterfactual*: the same case with one thing changed. *Effect*: what that change did. *Failure to acquire*: no face
# found, so no comparison. *Rule of three*: with no error in n cases, the rate may be up to about 3/n.
#
# Now try [{Assignment:differentials}](../assignments/differentials/release/differentials.ipynb).
