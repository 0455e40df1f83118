# ---
# title: "A score is not a probability"
# about: "two kinds of error, DeepFace's confidence, calibration"
# minutes: 50
# lead: The screen says "80". Eighty what?
# before: {Lesson:build_a_matcher}. You should know what a template, a distance and a threshold are.
# objectives:
#   - count the two kinds of error, each over its own kind of pair
#   - rebuild the number that DeepFace calls confidence, and find where it jumps
#   - say what "80%" would have to mean, and count whether it does
#   - turn a distance into a chance that can be checked, and say for which use it holds
# ---

# %%
import numpy as np
import pandas as pd

from course import evaluation, faces, figures
from course.evaluation import FaceSet, deepface_confidence, deepface_constants, score_pairs
from course.figures.words import percent, say
from course.study.quiz import quiz

cast = faces.load(role="known", split="development")
known = faces.embeddings("sface", role="known", split="development")
pairs = score_pairs(FaceSet.of(known))
constants = deepface_constants("SFace", "cosine")

# %% [markdown]
# ## The question
#
# {Lesson:build_a_matcher} ended with a word: DeepFace gives every comparison a `confidence`. Here is a pair of images of two
# *different* people. Order all such pairs that the SFace recogniser accepts by distance: this is the one in the
# middle.

# %%
order = np.argsort(pairs.nonmated)
place = order[max(0, np.sum(pairs.nonmated <= constants.threshold) // 2)]
two = known.table["image"].to_numpy()[pairs.nonmated_rows[place]]
number = deepface_confidence(float(pairs.nonmated[place]), "SFace", "cosine")
figures.pictures.faces(cast, two, captions=["one person", "another person"], columns=2)

# %%
say(f"Distance **{pairs.nonmated[place]:.3f}**, threshold {constants.threshold:g}. "
    f"DeepFace's confidence: **{number:g}**.")

# %% [markdown]
# **What do you think:** confidence in what? Write down what you would tell a judge that this number means.
# You will come back to your sentence.
#
# ## Two kinds of pair, two kinds of error
#
# A **mated** pair shows one person. A **non-mated** pair shows two. Every pair of images in the development half of
# the cast is compared once.

# %%
figures.rates.score_distributions(pairs.mated, pairs.nonmated, threshold=constants.threshold)

# %% [markdown]
# The errors are hatched. At a threshold, two things go wrong. They are counted separately, each over its own kind of pair.

# %%
def fmr(nonmated, threshold):
    """False match rate: the share of non-mated pairs that are accepted."""
    return float(np.mean(nonmated <= threshold))


def fnmr(mated, threshold):
    """False non-match rate: the share of mated pairs that are not accepted."""
    return float(np.mean(mated > threshold))

# %% [markdown]
# That is all. From here on we use the same two functions from the course, which also check what they are given.

# %%
from course.evaluation import fmr, fnmr

some = np.quantile(pairs.nonmated, [0.001, 0.01, 0.1, 0.5])
rows = [(t, fmr(pairs.nonmated, t), fnmr(pairs.mated, t)) for t in some]
pd.DataFrame(rows, columns=["threshold", "FMR", "FNMR"]).round(4)

# %%
t = constants.threshold
say(f"At DeepFace's own threshold of {t:g}: FMR **{percent(fmr(pairs.nonmated, t))}**, "
    f"FNMR **{percent(fnmr(pairs.mated, t))}**, "
    f"measured on {known.table.subject.nunique()} rendered people.")

# %% [markdown]
# These are rendered faces, not photographs. The rates say nothing about how often SFace errs on people.
#
# **What do you think:** the threshold came with the software, and was chosen on other faces. What would you measure
# before you used it on yours?
#
# ## Check yourself: the wrong denominator
#
# Somebody divides the false matches by *all* pairs. Somebody else reports the share of right decisions, and calls
# it accuracy. Look at what the first matcher below can do: it never accepts anybody.

# %%
total = pairs.mated.size + pairs.nonmated.size
never = pairs.nonmated.size / total
say(f"A matcher that always says *no* decides **{percent(never)}** of these "
    f"{total:,} pairs rightly. Its FMR is **0%** and its FNMR is **100%**.")

# %% [markdown]
# Non-mated pairs are many, because everyone can be paired with everyone else. A rate over all pairs depends on how
# many of each kind you happened to compare. FMR and FNMR do not.
#
# You may also meet the **equal error rate**, EER: the rate at the threshold where FMR and FNMR are the same.
# It compares recognisers. It is no accuracy, and few would choose that threshold.
#
# ## Where the confidence comes from
#
# DeepFace computes its confidence from the distance and eight constants. Here they are for SFace.

# %%
constants._asdict()

# %% [markdown]
# And here is the whole computation. An S-shaped curve is laid over the distance. Then it is *stretched*: one
# way if the pair was accepted, another way if not. <!-- no-claim: the code below -->

# %%
def confidence(distance, c):
    """What DeepFace reports for one distance; `c` holds its constants."""
    verified = distance <= c.threshold
    curve = 100 / (1 + np.exp(-(c.w * distance / max(c.normalizer, 1) + c.b)))
    low, high, bottom, top = c.other_low, c.other_high, 0, int(c.other_high)
    if verified:
        low, high, bottom, top = c.verified_low, c.verified_high, 51, 100
    stretched = bottom + (top - bottom) * (curve - low) / (high - low)
    return round(min(max(stretched, bottom), 100 if verified else 49), 2)

# %% [markdown]
# The course has the same function as `deepface_confidence`; a test holds both to DeepFace's own.
# Now draw it.

# %%
distances = np.linspace(0, 2 * constants.threshold, 801)
curve = np.array([deepface_confidence(float(d), "SFace", "cosine") for d in distances])
figures.confidence.confidence_curve(distances, curve, constants.threshold)

# %%
just_above = np.nextafter(constants.threshold, 2)  # the next larger number a computer knows
say(f"Exactly at the threshold: **{confidence(constants.threshold, constants):g}**. "
    f"Just above it: **{confidence(just_above, constants):g}**.")

# %% [markdown]
# Two pairs of images that no eye and no recogniser can tell apart get numbers that lie far apart.
# Nothing happened to the faces. The number follows the *decision*.
#
# The decision follows the threshold. Take one distance and let three users set three thresholds.

# %%
d = 0.9 * constants.threshold
settings = [0.8 * constants.threshold, constants.threshold, 1.2 * constants.threshold]
numbers = [deepface_confidence(d, "SFace", "cosine", threshold=t) for t in settings]
pd.DataFrame({"threshold set": np.round(settings, 3), "distance": round(d, 3), "confidence": numbers})

# %% [markdown]
# Same images, same distance. A stricter setting makes the confidence drop. A looser one changes nothing at all.
#
# In DeepFace's source (`find_confidence` in `deepface/modules/verification.py`) the docstring says that the
# number indicates "how likely the classification is correct". A few lines below, it is called "confidence value being
# same person". Those are two different things.
#
# **What do you think:** for a pair that is *not* accepted, what would each of the two sentences let you expect:
# a high number or a low one?
#
# ## Count it
#
# <!-- no-claim: an example --> What would 80% have to mean? Perhaps: of 100 pairs that get this number, 80 show one
# person. That can be counted. Take all accepted pairs, sort them into bands of confidence, and count who is in them.

# %%
def in_bands(distances, recogniser):
    """How many of the distances get a confidence in each band: 51 to 60, 60 to 70, ..., 90 to 100."""
    values = [deepface_confidence(float(d), recogniser, "cosine") for d in distances]
    return np.histogram(values, [51, 60, 70, 80, 90, 100])[0]


mated, nonmated = in_bands(pairs.mated, "SFace"), in_bands(pairs.nonmated, "SFace")
figures.confidence.bands(range(50, 100, 10), mated, nonmated)

# %% [markdown]
# But wait: this counts *our* pairs, and non-mated pairs are many. Is it fair to hold that against DeepFace?
# No. The share depends on how many pairs of each kind are compared. That has a name: the **prior**, the share of
# comparisons that are mated before anybody looks at a score.
#
# So weigh the counts. What would the share be if half of all comparisons were mated?

# %%
def share_mated(prior, mated_rate, nonmated_rate):
    """Of the pairs with such a score, the share that is mated. Rates: how often each kind gets it."""
    mated, nonmated = prior * mated_rate, (1 - prior) * nonmated_rate
    return mated / (mated + nonmated)


rates = mated / pairs.mated.size, nonmated / pairs.nonmated.size
with np.errstate(invalid="ignore"):  # a band may be empty
    even, rare = (share_mated(prior, *rates) for prior in (1 / 2, 1 / 10_000))
bands = ["51 to 60", "60 to 70", "70 to 80", "80 to 90", "90 to 100"]
table = pd.DataFrame({"mated": mated, "non-mated": nonmated}, index=bands)
table.assign(one_person_at_even_prior=[percent(x) for x in even])

# %% [markdown]
# This is Bayes' rule. The course has it as `evaluation.posterior`. Look for a row whose
# share in the last column fits the number in the first.
#
# ## Check yourself: another prior
#
# At a border gate nearly everyone holds their own passport. There the prior is close to 1.
# In a search, one image is compared with many people. At best one of them is the right one. Let it be one mate in
# 10,000 comparisons. The images are the same, and so are the scores. Guess first. <!-- no-claim: made-up numbers -->

# %%
table.assign(at_even_prior=[percent(x) for x in even],
             one_mate_in_10000=[percent(x, 4) for x in rare])

# %%
band = int(np.argmax(np.minimum(mated, nonmated)))  # the band of which we know most
say(f"In the band {bands[band]}, at one mate in 10,000 comparisons, "
    f"one pair in **{1 / rare[band]:,.0f}** shows one person. At even prior it was one in **{1 / even[band]:,.1f}**.")

# %% [markdown]
# The number on the screen was the same. No formula that sees two images and nothing else can know the prior.
# So no such number can be "the probability that it is the same person".
#
# Does the other recogniser do better? Same word, same scale, same people.

# %%
dlib = score_pairs(FaceSet.of(faces.embeddings("dlib", role="known", split="development")))
table.assign(dlib_mated=in_bands(dlib.mated, "Dlib"), dlib_nonmated=in_bands(dlib.nonmated, "Dlib"))

# %% [markdown]
# Read the rows across. If the number meant the same thing twice, the two recognisers would have to agree on how the
# pairs of a row divide.
#
# Where a cell holds 0, take care. It does not say that such a pair cannot occur. With no case among $n$ independent
# pairs the true share may still be as large as about $3/n$. <!-- no-claim: the rule of three -->
# Where mates are rare, that can be most of what is there.
#
# ## The same word elsewhere
#
# Amazon's service for comparing faces returns a number called `Similarity`. The description of
# the service calls it a level of confidence that the faces match {claim:H09}. The same answer also holds a
# `Confidence`. It is another number: that the box holds a face at all {claim:H10}.
#
# Our detector has such a number too. Here it is for the two different people from the beginning.

# %%
detector = known.table.set_index("image")["score"]
sure = " and ".join(f"**{percent(detector[image])}**" for image in two)
say(f"How sure the detector is that there is a face: {sure}. "
    "Both are right: there is a face. It says nothing about whose.")

# %% [markdown]
# **What do you think:** a report says "99% confidence". <!-- no-claim: made up --> What three things could that be, and whom would you ask?
#
# ## Can a score become a probability?
#
# Yes, under conditions. It is called **calibration**: look at many pairs for which the answer is known, and learn how
# often pairs at each distance were mated. Two common ways: a smooth curve (*logistic*), or any falling line
# (*isotonic*). We learn on the development half.

# %%
smooth = evaluation.calibrate(pairs.mated, pairs.nonmated, prior=0.5, method="logistic")
falling = evaluation.calibrate(pairs.mated, pairs.nonmated, prior=0.5, method="isotonic")
chances = [float(c.probability(pairs.nonmated[place])) for c in (smooth, falling)]
say(f"The pair from the beginning, at even prior: chance of one person **{percent(chances[0], 2)}** "
    f"(logistic) or **{percent(chances[1], 2)}** (isotonic).")

# %% [markdown]
# To check it, other people are needed: the evaluation half. Draw as many non-mated pairs as there are mated ones, so
# that the prior is even, as the calibration assumes. Then compare what was stated with what came out.

# %%
others = faces.embeddings("sface", role="known", split="evaluation")
held_out = score_pairs(FaceSet.of(others))
random = np.random.default_rng(2)
drawn = random.choice(held_out.nonmated, held_out.mated.size, replace=False)
distance = np.concatenate([held_out.mated, drawn])
same = np.repeat([True, False], held_out.mated.size)
stated = {"logistic": smooth.probability(distance), "isotonic": falling.probability(distance)}
confidences = [deepface_confidence(float(d), "SFace", "cosine") for d in distance]
stated["DeepFace / 100"] = np.array(confidences) / 100
reliable = {name: evaluation.reliability(chance, same) for name, chance in stated.items()}
figures.confidence.reliability(reliable)

# %%
say("Mean difference between the chance stated and the share observed, "
    "on people the calibration has not seen: "
    + ", ".join(f"{name} **{r.error:.3f}**" for name, r in reliable.items()) + ".")

# %% [markdown]
# On the diagonal, a stated chance comes true that often. Large marks hold many pairs, small ones few. Below it, the number promises more than it keeps.
#
# Now use the same calibrated curve where one comparison in 10,000 is mated. <!-- no-claim: made-up prior --> First as it is. Then told of the
# new prior.

# %%
weight = np.where(same, 1 / 10_000, 1 - 1 / 10_000)
as_it_is = np.average(smooth.probability(distance), weights=weight)
told = np.average(smooth.probability(distance, prior=1 / 10_000), weights=weight)
say(f"Mean chance stated for one comparison: as it is **{percent(as_it_is, 3)}**, told of the prior "
    f"**{percent(told, 3)}**. Mated in fact: **{percent(1 / 10_000, 3)}**.")

# %% [markdown]
# Telling it the prior is necessary. It is seldom enough to hit exactly: few pairs lie where such a prior looks.
#
# A calibrated number is a probability *for one prior, one recogniser, and people and images like those it was learned
# on*. Change one, and it is a score again.
#
# Go back to the sentence you wrote at the beginning. Would you still say it to a judge?

# %% [markdown]
# ## Check yourself

# %%
quiz("scores")

# %% [markdown]
# ## Take away
#
# - FMR counts non-mated pairs only. FNMR counts mated pairs only. A rate over all pairs says how you mixed them.
# - DeepFace's confidence is a distance, stretched. It jumps at the threshold because it follows the decision.
# - The same number can stand for many shares of right matches. The prior decides, and it is not in the images.
# - Calibration makes a probability that can be checked. It holds for the prior and the people it was made for.
#
# **Words:** *FMR*, false match rate: the share of non-mated comparisons that are accepted. *FNMR*, false non-match
# rate: the share of mated comparisons that are not. *EER*, equal error rate: where the two are the same.
# *Prior*: the share of comparisons that are mated, before any score is seen. *Posterior*: that share among
# pairs with a given score. *Calibration*: learning from known pairs what share goes with a score.
#
# Now try [{Assignment:scores}](../assignments/scores/release/scores.ipynb).
