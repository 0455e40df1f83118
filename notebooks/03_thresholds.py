# ---
# title: "Choosing a threshold"
# about: "DET, costs, other people's errors, 80 / 95 / 99"
# minutes: 55
# lead: Every threshold is a trade. Who trades what, and with whose faces was it tried?
# before: {Lesson:scores}. You should know FMR, FNMR and prior.
# objectives:
#   - read a DET curve, and find the threshold with the least expected cost
#   - choose a threshold on one set of people and report its errors on another
#   - give an interval that knows that pairs share people
#   - say what is missing from the sentence "we use a threshold of 99"
# ---

# %%
import numpy as np
import pandas as pd

from course import evaluation, faces, figures, paths
from course.evaluation import FaceSet, fmr, fnmr, score_pairs
from course.figures.words import percent, say
from course.study.quiz import quiz

def compare(recogniser, split=None):
    """All pairs of the known people of one half, or of both."""
    return score_pairs(FaceSet.of(faces.embeddings(recogniser, role="known", split=split)))


development, held_out = compare("dlib", "development"), compare("dlib", "evaluation")

# %% [markdown]
# ## The question
#
# "Set it so that it works." You are given a matcher and one knob, the threshold. Where do you put it?
#
# Every position has two rates. Put all of them into one picture: for each threshold one point, FMR to the right, FNMR
# upwards. This is the **DET curve** (detection error trade-off). Near zero the axes are stretched, as rare errors matter.

# %%
sface = compare("sface", "development")
default = {"Dlib": evaluation.deepface_constants("Dlib", "cosine").threshold,
           "SFace": evaluation.deepface_constants("SFace", "cosine").threshold}
figures.rates.det({"Dlib": (development.mated, development.nonmated), "SFace": (sface.mated, sface.nonmated)},
          points=default)

# %% [markdown]
# A curve nearer to the lower left is a better recogniser *on these faces*. The mark is where DeepFace's own
# threshold stands. To move along a curve costs no money and no time. It only moves errors from one kind of person
# to another.
#
# ## Check yourself
#
# Who is wronged by a false match? Who by a false non-match? Answer for two uses: a phone that its owner unlocks, and a
# search for a suspect.
#
# ## Try it
#
# Drag the threshold. Watch the faces as well as the curve. (For Dlib the explorer shows another distance, the
# Euclidean one, so its thresholds are other numbers.)

# %%
from course.explorer import explorer

explorer()

# %% [markdown]
# **What do you think:** is there a position at which nobody is wronged? What did you give up to get there?
#
# ## What does an error cost?
#
# If both errors had a price, one could compute the best threshold. The expected cost of one comparison is
#
# $$\text{prior} \times \text{FNMR} \times \text{cost of a false non-match}
#   + (1 - \text{prior}) \times \text{FMR} \times \text{cost of a false match}$$
#
# Here are three people who agree on the rates and on the prior (every second comparison is mated), and disagree on the
# prices. <!-- no-claim: made-up prices -->

# %%
costs = {"both cost 1": (1, 1), "a false match costs 20": (20, 1), "a miss costs 20": (1, 20)}
figures.rates.cost_curve(development.mated, development.nonmated, 0.5, costs)

# %%
rows = {}
for name, pair in costs.items():
    best = evaluation.cost_curve(development.mated, development.nonmated, 0.5, *pair).best_threshold
    rows[name] = {"best threshold": f"{best:.4f}",
                  "FMR": percent(fmr(development.nonmated, best), 2),
                  "FNMR": percent(fnmr(development.mated, best), 2)}
pd.DataFrame(rows).T

# %% [markdown]
# The computer found the minimum. It did not set the prices. Each of the three thresholds is "optimal".
#
# **What do you think:** who sets the price of a false match: the one who buys the matcher, or the one who is matched?
#
# ## Choosing for a target
#
# Often a rate is fixed instead: "at most 1% of comparisons of two people may match". <!-- no-claim: made-up target -->
# The threshold follows. This is the whole rule: sort the non-mated distances, count how many false
# matches are allowed, and stop just below the first one too many.

# %%
def threshold_at_fmr(nonmated, target):
    """The largest threshold whose FMR on these distances is at most `target` (below 1)."""
    nonmated = np.sort(nonmated)
    allowed = np.sum(np.arange(1, nonmated.size + 1) / nonmated.size <= target)
    return float(np.nextafter(nonmated[allowed], -np.inf))

# %%
from course.evaluation import threshold_at_fmr

TARGET = 0.01
threshold = threshold_at_fmr(development.nonmated, TARGET)
say(f"For a target of {percent(TARGET)}: threshold **{threshold:.4f}**. "
    f"On the people it was chosen on, the FMR is **{percent(fmr(development.nonmated, threshold), 3)}**.")

# %% [markdown]
# Of course it is. We chose the threshold so that it would be. That number is no evidence.
#
# ## Report on other people
#
# The cast has a second half. Nobody in it is in the first. The threshold stays where it is; only now we count.

# %%
report = evaluation.choose_threshold((development.mated, development.nonmated),
                                     (held_out.mated, held_out.nonmated), TARGET)
print(report)

# %%
verdict = "above" if report.evaluation.fmr > TARGET else "not above"
say(f"On the evaluation people the FMR is **{percent(report.evaluation.fmr, 3)}**, "
    f"{verdict} the target, and the FNMR is **{percent(report.evaluation.fnmr, 2)}**.")

# %% [markdown]
# Would it be the same on yet other people? Certainly not exactly. So give an interval. And here is a trap.
#
# ## Pairs are not independent
#
# There are very many non-mated pairs. A textbook interval for so many cases (here: Wilson's) is very narrow.
# But the pairs share people. Whoever looks like somebody else, does so in pair after pair. Count who stands behind the
# false matches.

# %%
false = held_out.subjects_of(held_out.nonmated_rows[held_out.nonmated <= threshold])
two_people = np.unique(np.sort(false, axis=1), axis=0)
people = len(held_out.subject_names)
busiest = np.argsort(np.bincount(false.ravel(), minlength=people))[-5:]
share = np.isin(false, busiest).any(axis=1).mean() if len(false) else 0
say(f"**{len(false):,}** false matches come from **{len(two_people):,}** pairs of people, "
    f"out of {people * (people - 1) // 2:,}. "
    f"The five people involved most often take part in **{percent(share)}** of them.")

# %% [markdown]
# So ask the question that matters: what if *other people* had walked in? Draw as many people as there are, with
# replacement. Whoever is drawn twice counts twice, in all their pairs. Compute the rate. Repeat a thousand times. This
# is the **subject bootstrap**. The middle 95% of the rates is the interval. <!-- no-claim: a convention -->

# %%
sure = evaluation.rate_intervals(held_out, threshold, replicates=1000)
rows = {"people resampled": sure.fmr, "as if pairs were independent": sure.fmr_wilson}
figures.rates.intervals(rows, truth=TARGET)

# %%
wider = sure.fmr.width / sure.fmr_wilson.width
say(f"The interval over people is **{wider:.1f} times** as wide as the one "
    f"that takes {held_out.nonmated.size:,} pairs for so many independent cases. "
    f"There are {people} people.")

# %% [markdown]
# ## Check yourself
#
# A supplier tests with 50 people and ten images of each. That gives more than 100,000 non-mated pairs. "So our rates are
# exact to a hundredth of a percent." What do you answer? <!-- no-claim: a made-up supplier -->
#
# ## Tuned and tested on the same few people
#
# How bad is it to choose and to report on the same people? Try it many times: draw a handful of people of the
# development half, choose the threshold on them, measure it on them, then on all others of that half.

# %%
pairs, total = development.subjects_of(development.nonmated_rows), len(development.subject_names)
few, random, draws = min(10, total // 2), np.random.default_rng(3), []
for _ in range(200):
    drawn = np.isin(np.arange(total), random.choice(total, few, replace=False))[pairs]
    own, other = development.nonmated[drawn.all(axis=1)], development.nonmated[~drawn.any(axis=1)]
    t = threshold_at_fmr(own, TARGET)
    draws.append((fmr(own, t), fmr(other, t)))
tuned, others = np.array(draws).T
figures.rates.tuning(tuned, others, TARGET, few)

# %%
say(f"With {few} people: reported on themselves, the FMR is never above {percent(TARGET)}. "
    f"On all others it is above the target in **{percent(np.mean(others > TARGET), 0)}** "
    f"of {len(draws)} tries, and in the worst tenth at least "
    f"**{np.quantile(others, 0.9) / TARGET:.1f} times** the target.")

# %% [markdown]
# Nobody cheated. Each of these testers followed a rule, on people they had. What they reported was true of those
# people, and only of them.
#
# ## 80, 95, 99
#
# Services do not show distances. They show a number from 0 to 100. From 2018 on several such numbers were named, all
# for one product. Here is the list; each row has a source in the ledger of the course.
# <!-- no-claim: every row of the table carries its claim -->

# %%
named = pd.read_csv(paths.DATA / "published" / "thresholds_2018.csv", keep_default_na=False)
pd.set_option("display.max_colwidth", None)
named[named.unit == "similarity threshold"].set_index("date")[["where", "value", "claim"]]

# %% [markdown]
# The default in the service's own description is {value:H03} {claim:H03}. Amazon's replies to a test by the ACLU named
# {value:A12} {claim:A12} and, a day later, {value:A14} {claim:A14}. {Lesson:amazon} reads these texts.
# Here we ask what such a number *does*.
#
# How the service makes its similarity is not published. So we make one of our own, on rendered faces, and say how.
# It is not Amazon's scale. <!-- no-claim: a statement about our own scale -->

# %%
half = "the development half of the cast"
scale = evaluation.similarity_0_100(development.mated, development.nonmated, source=half)
say(str(scale))

# %%
other = evaluation.similarity_0_100(development.mated, development.nonmated,
                                    prior=1 / 1000, source=half)
both = {"fitted at even prior": scale, "fitted at one mate in 1,000": other}
LEVELS = (80, 95, 99)
figures.confidence.scales(both, LEVELS, upto=float(np.median(development.nonmated)))

# %% [markdown]
# Two scales, made in the same way from the same distances, for two priors. Both are honest. Follow the line at 99 from
# left to right: it meets the two curves at different distances. <!-- no-claim: about the figure -->

# %%
def rates_at(scale, level):
    """FMR and FNMR on the evaluation people at a similarity of at least `level`."""
    distance = scale.threshold_distance(level)
    false, missed = fmr(held_out.nonmated, distance), fnmr(held_out.mated, distance)
    return f"FMR {percent(false, 3)}, FNMR {percent(missed)}"


pd.DataFrame({name: {level: rates_at(one, level) for level in LEVELS} for name, one in both.items()})

# %% [markdown]
# Where a rate of 0 is shown, no false match was seen among these pairs. It does not say that none can happen.
#
# A higher number is stricter, on any such scale: fewer false matches, more misses. That much is certain. *How much*
# stricter, and what it costs, cannot be read off the number. A threshold without a scale, a set of faces and a pair of
# measured rates says little.
#
# **What do you think:** "We use 99, as recommended." <!-- no-claim: a made-up sentence --> Which four questions would
# you ask?
#
# ## Check yourself

# %%
quiz("thresholds")

# %% [markdown]
# ## Take away
#
# - A threshold moves errors from some people to others. Prices and priors decide where it is "best", and people set them.
# - Choose on the development set, report on the evaluation set. A rate on the people you tuned on is no evidence.
# - Pairs share people. Resample people, not pairs. The interval grows, and it is the honest one.
# - A number like 99 means nothing without the scale, the faces and the rates measured on them. <!-- no-claim: no fact -->
#
# **Words:** *DET curve*, detection error trade-off: FNMR against FMR over all thresholds. *Operating point*: one
# threshold with its rates. *Development set*: where choices are made. *Evaluation set*: other people, where the result is
# measured. *Subject bootstrap*: an interval made by resampling people. *Expected cost*: errors weighed by price and prior.
#
# Now try [{Assignment:thresholds}](../assignments/thresholds/release/thresholds.ipynb).
