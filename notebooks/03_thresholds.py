# ---
# title: "Choosing a threshold"
# about: "DET, costs, other people's errors, 80 / 95 / 99"
# minutes: 70
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
from course.judgement.journal import fold, outcomes, predict
from course.study.do import doing
from course.study.quiz import quiz

# %%
do = doing("thresholds")


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
# threshold stands. To move along a curve costs no money and no time. It moves errors from one kind of person
# to another. Where a curve, or a mark, lies on the lower edge, no miss was seen: to go further right there only adds false matches.
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
from course.explorer import data, explorer

explorer(data(split="development"), parts=[])

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
# What would these three people pay? For each, put in two prices: of a false match, and of a miss. Only their ratio counts. All three
# speak of the same search for somebody who robbed a shop.

# %% role="do" task="prices"
prices = {
    "the one who was robbed": (..., ...),
    "the one whom the search names, and who did nothing": (..., ...),
    "you": (..., ...),
}
### BEGIN SOLUTION
prices = dict(zip(prices, [(1, 2), (1000, 1), (50, 1)], strict=True))
### END SOLUTION
do("prices")

# %% role="hidden"
import numpy as np

from course import evaluation, faces


def half(split):
    return evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings("dlib", role="known", split=split)))

# %% role="hidden" task="prices"
def check(student):
    told = student.value("prices").get()
    for who, pair in told.items():
        student.value("prices").satisfies(lambda _, pair=pair: len(pair) == 2 and all(price > 0 for price in pair), f"{who}: two numbers above 0, (false match, miss).")
    ratios = [pair[0] / pair[1] for pair in told.values()]
    student.value("prices").satisfies(lambda _: len({round(ratio, 6) for ratio in ratios}) > 1,
                                      "All three have the same ratio of prices, so the same threshold. Would they agree?")

# %% role="wrong" task="prices" says="Would they agree"
prices = dict.fromkeys(prices, (10, 1))

# %% role="wrong" task="prices" says="two numbers above 0"
prices = dict(zip(prices, [(1, 0), (1, 1), (2, 1)], strict=True))

# %% [markdown]
# **What do you think:** who should set the price of a false match: the one who buys the matcher, the one who is matched, or somebody
# else? Why not the buyer alone?
#
# ## Choosing for a target
#
# Often a rate is fixed instead: "at most 1% of comparisons of two people may match". <!-- no-claim: made-up target -->
# The threshold follows. Do it once by hand. Here are ten distances between two different people, sorted. At most two in ten may match.
# Give a threshold `t` that lets in as many as that allows, and not one more. <!-- no-claim: made-up numbers -->

# %% role="do" task="by_hand"
ten = [0.21, 0.25, 0.30, 0.34, 0.41, 0.44, 0.52, 0.60, 0.63, 0.70]
### BEGIN SOLUTION
t = 0.27
### END SOLUTION
do("by_hand")

# %% role="hidden" task="by_hand"
def check(student):
    ten = [0.21, 0.25, 0.30, 0.34, 0.41, 0.44, 0.52, 0.60, 0.63, 0.70]
    accepted = sum(distance <= student.value("t").get("One number, a distance.") for distance in ten)
    why = (f"{accepted} of ten would match, and two are allowed. Stop below the third." if accepted > 2 else
           f"Only {accepted} of ten would match, and two are allowed. A threshold may be higher.")
    student.value("t").satisfies(lambda _: accepted == 2, why)

# %% role="wrong" task="by_hand" says="Stop below the third"
t = 0.30

# %% role="wrong" task="by_hand" says="A threshold may be higher"
t = 0.2

# %% [markdown]
# This is the whole rule: sort the non-mated distances, count how many false matches are allowed, and stop just below the first one too many.

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
# The cast has a second half. Nobody in it is in the first. The threshold stays where it is; only now we count. What will the FMR
# be on these other people: `"below"` the target, `"about"` the target, or `"above"` it?

# %%
predict("thresholds-others", "", options=["below", "about", "above"])

# %%
report = evaluation.choose_threshold((development.mated, development.nonmated),
                                     (held_out.mated, held_out.nonmated), TARGET)
off = report.evaluation.fmr / TARGET - 1
verdict = "about the target" if abs(off) < 0.1 else "above the target" if off > 0 else "below the target"
fold("thresholds-others", report, f"On the evaluation people the FMR is **{percent(report.evaluation.fmr, 3)}**, {verdict}, "
     f"and the FNMR is **{percent(report.evaluation.fnmr, 2)}**. Other people could have been further off.", outcome=verdict)

# %% [markdown]
# A rate is a share. To see what it does, count people. At each of two thresholds, take 10,000 comparisons of two people and 10,000
# comparisons of one person of the evaluation half. How many are matched wrongly, and how many are missed? <!-- no-claim: made-up numbers -->
# `fmr(held_out.nonmated, 0.04)` and `fnmr(held_out.mated, 0.04)` give the rates.

# %% role="do" task="wronged"
wronged = {0.04: {"matched wrongly": ..., "missed": ...},
           0.05: {"matched wrongly": ..., "missed": ...}}
### BEGIN SOLUTION
wronged = {at: {"matched wrongly": 10_000 * fmr(held_out.nonmated, at), "missed": 10_000 * fnmr(held_out.mated, at)} for at in wronged}
### END SOLUTION
do("wronged")

# %% role="hidden" task="wronged"
def check(student):
    pairs, told = half("evaluation"), student.value("wronged").get()
    for at in (0.04, 0.05):
        due = {"matched wrongly": 10_000 * np.mean(pairs.nonmated <= at), "missed": 10_000 * np.mean(pairs.mated > at)}
        for key, other in (("matched wrongly", "missed"), ("missed", "matched wrongly")):
            got = told[at][key]
            why = ("That is a share. Take it of 10,000." if 0 < got < 1 else "The two are exchanged." if abs(got - due[other]) < 1.5 else
                   "Each rate times its own 10,000, at this threshold.")
            student.value("wronged").satisfies(lambda _, got=got, at=at, key=key, due=due: abs(got - due[key]) < 1.5, f"{at}, {key}: {why}")

# %% role="wrong" task="wronged" says="That is a share"
wronged = {at: {"matched wrongly": fmr(held_out.nonmated, at), "missed": fnmr(held_out.mated, at)} for at in wronged}

# %% role="wrong" task="wronged" says="The two are exchanged"
wronged = {at: {"missed": 10_000 * fmr(held_out.nonmated, at), "matched wrongly": 10_000 * fnmr(held_out.mated, at)} for at in wronged}

# %% [markdown]
# Would it be the same on yet other people? Certainly not exactly. So give an interval. And here is a trap.
#
# ## Pairs are not independent
#
# There are very many non-mated pairs. A textbook interval for so many cases (here: Wilson's) is very narrow.
# But the pairs share people. If two people look alike, then several pairs of their pictures may lie close together. Count how many people
# stand behind the false matches.

# %%
behind = evaluation.people_behind(held_out, threshold)
say(f"**{behind.matches:,}** false matches come from **{behind.pairs:,}** pairs of people, out of {behind.possible:,}. "
    f"The five people involved most often take part in **{percent(behind.five)}** of them.")

# %% [markdown]
# So ask the question that matters: what if *other people* had walked in? Draw as many people as there are, with
# replacement. Whoever is drawn twice counts twice, in all their pairs. Compute the rate. Repeat a thousand times. This
# is the **subject bootstrap**. The middle 95% of the rates is the interval. <!-- no-claim: a convention -->
#
# How many times as wide will it be as the textbook's interval? Put in a number from 1 to 100. <!-- no-claim: a range to guess in -->

# %%
predict("thresholds-wider", ..., between=(1, 100))

# %%
sure = evaluation.rate_intervals(held_out, threshold, replicates=1000)
rows = {"people resampled": sure.fmr, "as if pairs were independent": sure.fmr_wilson}
wider = sure.fmr.width / sure.fmr_wilson.width
fold("thresholds-wider", lambda: figures.rates.intervals(rows, truth=TARGET), f"The interval over people is **{wider:.1f} times** as wide as the one "
     f"that takes {held_out.nonmated.size:,} pairs for so many independent cases. There are {len(held_out.subject_names)} people.",
     outcome=f"{wider:.1f} times")

# %% [markdown]
# A supplier tests with 50 people and ten images of each. That gives more than 100,000 non-mated pairs. "So our rates are
# exact to a hundredth of a percent." What do you answer? <!-- no-claim: a made-up supplier -->
#
# - **A**: Right. What is compared are pairs, and there are plenty of them.
# - **B**: Fifty people were drawn. Other people would give other pairs, by the thousand.
# - **C**: Ten images of each are too few. With a hundred images of each the interval would be right.

# %% role="do" task="supplier"
supplier = ""
### BEGIN SOLUTION
supplier = "B"
### END SOLUTION
do("supplier")

# %% role="hidden" task="supplier"
def check(student):
    letter = str(student.value("supplier").get()).strip().upper()
    why = {"A": "What was sampled: pairs, or people? A pair of two look-alikes brings several pairs of pictures with it.",
           "C": "More pictures of the same fifty people give more pairs. Do they give more people?"}
    student.value("supplier").satisfies(lambda _: letter == "B" or not letter, why.get(letter, "Write one letter: A, B or C."))
    student.value("supplier").satisfies(lambda _: letter == "B", "Write one letter.")

# %% role="wrong" task="supplier" says="What was sampled"
supplier = "A"

# %% role="wrong" task="supplier" says="Do they give more people"
supplier = "C"

# %% [markdown]
# ## Tuned and tested on the same few people
#
# How bad is it to choose and to report on the same people? Try it many times: draw a handful of people of the
# development half, choose the threshold on them, measure it on them, then on all others of that half.

# %%
few, draws = 10, 200
tuned, others = evaluation.tuned_on_few(development, TARGET, people=few, draws=draws)
figures.rates.tuning(tuned, others, TARGET, few)

# %%
say(f"With {few} people: reported on themselves, the FMR is never above {percent(TARGET)}. "
    f"On all others it is above the target in **{percent(np.mean(others > TARGET), 0)}** "
    f"of {draws} tries, and in the worst tenth at least "
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
# A higher number is stricter, on any such scale: never more false matches, never fewer misses. That much is certain. *How much*
# stricter, and what it costs, cannot be read off the number. A threshold without a scale, a set of faces and a pair of
# measured rates says little.
#
# "We use 99, as recommended." <!-- no-claim: a made-up sentence --> Write down four questions that you would ask.

# %% role="do" task="questions"
questions = ["", "", "", ""]
### BEGIN SOLUTION
questions = ["On which scale is that 99?", "On whose faces was it tried?", "How many false matches were there?", "How many were missed?"]
### END SOLUTION
do("questions")

# %% role="hidden" task="questions"
def check(student):
    kinds = {"the scale": ("scale", "99 what", "of what", "number mean", "distance", "similarity", "calibrat"),
             "the faces it was tried on": ("face", "people", "photo", "picture", "image", "data", "test set", "tested on"),
             "false matches": ("false match", "wrong", "innocent", "fmr", "false positive", "mistake", "error"),
             "misses": ("miss", "fnmr", "false non", "not found", "overlook", "false negative"),
             "who chose it, and when": ("who", "when", "why", "recommend", "version", "which software", "vendor")}
    told = student.value("questions").get("A list of four questions is asked for.")
    asked = {one.strip().lower() for one in told}
    student.value("questions").satisfies(lambda _: len(asked) >= 4, f"{len(asked)} different questions so far. Write four.")
    touched = [kind for kind, words in kinds.items() if any(word in one for one in asked for word in words)]
    left = [kind for kind in kinds if kind not in touched]
    student.value("questions").satisfies(lambda _: len(touched) >= 3, f"You touch {len(touched)} of five kinds. Not touched: {', '.join(left)}.")

# %% role="wrong" task="questions" says="different questions so far"
questions = ["How many were missed?"] * 4

# %% role="wrong" task="questions" says="Not touched: the scale"
questions = ["Who says so?", "Who chose it?", "When was it chosen?", "Why 99?"]

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("thresholds-others", "thresholds-wider", questions={
    "thresholds-others": "The FMR on other people, beside the target",
    "thresholds-wider": "How many times as wide is the interval over people?",
})

# %% [markdown]
# ## A bridge to the assignment
#
# The assignment asks for somewhat longer functions. These pieces of numpy are enough for it.

# %%
distances, subjects = np.array([0.4, 0.1, 0.3, 0.2]), np.array(["a", "a", "b", "c"])
pd.DataFrame({
    "np.sort(distances)": [np.sort(distances)],
    "distances <= 0.3": [distances <= 0.3],
    "np.mean(distances <= 0.3)": [np.mean(distances <= 0.3)],
    "distances[subjects == 'a']": [distances[subjects == "a"]],
    "np.isin(subjects, ['a', 'c'])": [np.isin(subjects, ["a", "c"])],
    "np.nextafter(0.3, -np.inf)": [f"{np.nextafter(0.3, -np.inf):.17f}"],
}, index=["gives"]).T

# %% [markdown]
# The comparison gives an array of yes and no; their mean is a share; such an array between brackets keeps the elements where it
# says yes. The last one is the number just below 0.3. <!-- no-claim: made-up numbers -->
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
