# ---
# title: "A score is not a probability"
# about: "two kinds of error, DeepFace's confidence, calibration"
# minutes: 60
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
from course.judgement.journal import fold, outcomes, predict
from course.study.do import doing
from course.study.quiz import quiz

# %%
do = doing("scores")
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
# Confidence in what? Write one sentence between the quotation marks: what would you tell a judge that this number means? It is
# kept on this machine, and you will meet it again.

# %%
predict("scores-judge", "")

# %% [markdown]
# ## Two kinds of pair, two kinds of error
#
# A **mated** pair shows one person. A **non-mated** pair shows two. Every pair of images in the development half of
# the cast is compared once.

# %%
figures.rates.score_distributions(pairs.mated, pairs.nonmated, threshold=constants.threshold)

# %% [markdown]
# The errors are hatched. At a threshold, two things can go wrong; here one of them is so rare that it can hardly be seen. They are counted separately, each over its own kind of pair. Write
# both rates, one line each. In numpy `distances <= threshold` says for each distance whether it is at most the threshold,
# and `np.mean(…)` of that is the share for which it is so.

# %% role="do" task="rates"
def fmr(nonmated, threshold):
    """False match rate: the share of non-mated pairs that are accepted."""
    ### BEGIN SOLUTION
    return float(np.mean(nonmated <= threshold))
    ### END SOLUTION


def fnmr(mated, threshold):
    """False non-match rate: the share of mated pairs that are not accepted."""
    ### BEGIN SOLUTION
    return float(np.mean(mated > threshold))
    ### END SOLUTION


do("rates")

# %% role="hidden"
import numpy as np

from course import evaluation, faces


def known():
    return evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings("sface", role="known", split="development")))


def in_bands(distances):
    values = evaluation.deepface_confidence(distances, "SFace", "cosine")
    return np.histogram(values, [51, 60, 70, 80, 90, 100])[0]

# %% role="hidden" task="rates"
def check(student):
    tied = np.array([0.1, 0.4, 0.4, 0.7, 0.8])
    for name, at, turned, strict in (("fmr", 0.6, 0.4, 0.2), ("fnmr", 0.4, 0.6, 0.8)):
        got = student.call(name, tied, 0.4).get(f"{name}: one line, a share.")
        why = {strict: "A distance equal to the threshold counts as accepted.", turned: "Which of the two is asked: accepted or not accepted?",
               2: "Divide by how many there are: a share is asked for.", 3: "Divide by how many there are: a share is asked for."}
        student.call(name, tied, 0.4).close_to(at, f"{name}: {why.get(got, 'the share of the distances that are given, a number from 0 to 1.')}")
        for _ in range(3):
            distances = student.random.uniform(0, 1, 40)
            accepted = float(np.mean(distances <= 0.3))
            student.call(name, distances, 0.3).close_to(accepted if name == "fmr" else 1 - accepted, f"{name}: over all distances that are given, and over no others.")

# %% role="wrong" task="rates" says="equal to the threshold counts"
def fmr(nonmated, threshold):
    return float(np.mean(nonmated < threshold))

# %% role="wrong" task="rates" says="Divide by how many"
def fmr(nonmated, threshold):
    return int(np.sum(nonmated <= threshold))

# %% role="wrong" task="rates" says="fnmr: Which of the two"
def fmr(nonmated, threshold):
    return float(np.mean(nonmated <= threshold))


def fnmr(mated, threshold):
    return float(np.mean(mated <= threshold))

# %% [markdown]
# That is all. From here on we use the same two functions from the course, which also check what they are given.

# %%
from course.evaluation import fmr, fnmr

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
# ## The wrong denominator
#
# Somebody divides the false matches by *all* pairs. Somebody else reports the share of right decisions, and calls
# it accuracy. Look at a matcher that never accepts anybody.

# %%
total = pairs.mated.size + pairs.nonmated.size
never = pairs.nonmated.size / total
say(f"A matcher that always says *no* decides **{percent(never)}** of these "
    f"{total:,} pairs rightly. Its FMR is **0%** and its FNMR is **100%**.")

# %% [markdown]
# Non-mated pairs are many, because everyone can be paired with everyone else. A rate over all pairs depends on how
# many of each kind you happened to compare. FMR and FNMR do not.
#
# Your turn. Another matcher says *yes* to every pair. `pairs.mated.size` and `total` are the numbers of pairs. Put in its FMR, its FNMR
# and the share of pairs that it decides rightly, each as a number from 0 to 1. Whom does this matcher wrong?

# %% role="do" task="always"
always = {"FMR": ..., "FNMR": ..., "right": ...}
### BEGIN SOLUTION
always = {"FMR": 1, "FNMR": 0, "right": pairs.mated.size / total}
### END SOLUTION
do("always")

# %% role="hidden" task="always"
def check(student):
    both, told = known(), student.value("always").get()
    right = both.mated.size / (both.mated.size + both.nonmated.size)
    for key, due, why in (("FMR", 1, "every pair of two people is accepted. Of the non-mated pairs alone, what share is that?"),
                          ("FNMR", 0, "no pair of one person is turned away."),
                          ("right", right, "right are only the mated pairs, out of all pairs.")):
        student.value("always").satisfies(lambda _, key=key, due=due: abs(told[key] - due) < 0.001, f"{key}: {why}")

# %% role="wrong" task="always" says="Of the non-mated pairs alone"
always = {"FMR": pairs.nonmated.size / total, "FNMR": 0, "right": pairs.mated.size / total}

# %% role="wrong" task="always" says="right are only the mated pairs"
always = {"FMR": 1, "FNMR": 0, "right": 1}

# %% role="wrong" task="always" says="no pair of one person"
always = {"FMR": 1, "FNMR": 1, "right": pairs.mated.size / total}

# %% [markdown]
# You may also meet the **equal error rate**, EER: the rate at the threshold where FMR and FNMR are the same.
# It serves to compare recognisers. It is not an accuracy, and few would choose that threshold.
#
# ## Where the confidence comes from
#
# DeepFace computes its confidence from the distance and eight constants. Here they are for SFace.

# %%
constants._asdict()

# %% [markdown]
# An S-shaped curve is laid over the distance. Then it is *stretched*: for accepted pairs to 51 and more, for others to less than 50.
# <!-- no-claim: the next figure --> Its S uses `w` and `b`, the stretching uses the other numbers. You will rebuild it in
# {assignment:scores}. The course has it as `deepface_confidence`, and a test holds it to DeepFace's own.

# %%
distances = np.linspace(0, 2 * constants.threshold, 801)
curve = deepface_confidence(distances, "SFace", "cosine")
figures.confidence.confidence_curve(distances, curve, constants.threshold)

# %%
just_above = np.nextafter(constants.threshold, 2)  # the next larger number a computer knows
at, above = (deepface_confidence(float(d), "SFace", "cosine") for d in (constants.threshold, just_above))
say(f"Exactly at the threshold: **{at:g}**. Just above it: **{above:g}**.")

# %% [markdown]
# Two pairs of images that no eye and no recogniser can tell apart get numbers that lie far apart.
# Nothing happened to the faces. The number follows the *decision*.
#
# How far does it jump for the other recogniser? Its threshold is `deepface_constants("Dlib", "cosine").threshold`. Set `dlib_at` and
# `dlib_above`, the confidence at the threshold and just above it.

# %% role="do" task="jump"
### BEGIN SOLUTION
edge = deepface_constants("Dlib", "cosine").threshold
dlib_at = deepface_confidence(edge, "Dlib", "cosine")
dlib_above = deepface_confidence(float(np.nextafter(edge, 2)), "Dlib", "cosine")
### END SOLUTION
do("jump")

# %% role="hidden" task="jump"
def check(student):
    edge = evaluation.deepface_constants("Dlib", "cosine").threshold
    at = evaluation.deepface_confidence(edge, "Dlib", "cosine")
    above = evaluation.deepface_confidence(float(np.nextafter(edge, 2)), "Dlib", "cosine")
    told = [student.value(name).get(f"{name} is a number.") for name in ("dlib_at", "dlib_above")]
    student.value("dlib_at").close_to(at, "SFace's constants or threshold slipped in. Say “Dlib” to both functions."
                                      if told[0] != above else "That is the number above the threshold. At the threshold a pair is accepted.")
    student.value("dlib_above").close_to(above, "Exactly at the threshold the pair is still accepted. Take the next number that a computer knows, `np.nextafter(…, 2)`."
                                         if told[1] == at else "Just above the threshold, with Dlib's constants.", tolerance=0.02)

# %% role="wrong" task="jump" says="next number that a computer knows"
dlib_at = dlib_above = deepface_confidence(0.07, "Dlib", "cosine")

# %% role="wrong" task="jump" says="slipped in"
dlib_at = deepface_confidence(constants.threshold, "Dlib", "cosine")
dlib_above = deepface_confidence(float(np.nextafter(0.07, 2)), "Dlib", "cosine")

# %% [markdown]
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
    values = deepface_confidence(distances, recogniser, "cosine")
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
# This is Bayes' rule. The course has it as `evaluation.posterior`. Compare the last column with the name of each row. In which band
# does the number on the screen say about what was counted? In which is it far off?
#
# ## Another prior
#
# At a border gate nearly everyone holds their own passport. There the prior is close to 1.
# In a search, one image is compared with many people. At best one of them is the right one. Let it be one mate in
# 10,000 comparisons. The images are the same, and so are the scores. <!-- no-claim: made-up numbers -->
#
# Take the band 80 to 90. How many of 10,000 such comparisons get a number in it? Put in two numbers: `mates`, of the one mated
# comparison, and `others`, of the 9,999. They need not be whole. `mated[3]` and `nonmated[3]` are the counts of that band among
# *our* pairs. <!-- no-claim: made-up numbers -->

# %% role="do" task="of_10000"
### BEGIN SOLUTION
mates = 1 * mated[3] / pairs.mated.size
others = 9_999 * nonmated[3] / pairs.nonmated.size
### END SOLUTION
do("of_10000")

# %% role="hidden" task="of_10000"
def check(student):
    both = known()
    shares = in_bands(both.mated)[3] / both.mated.size, in_bands(both.nonmated)[3] / both.nonmated.size
    told = [student.value(name).get(f"{name} is a number.") for name in ("mates", "others")]
    student.value("mates").satisfies(lambda m: m <= 1, "There is one mate. What share of the mated pairs gets such a number?")
    student.value("mates").close_to(shares[0], "One mate, times the share of all mated pairs that lies in the band.", tolerance=0.001)
    off = "Those are our pairs. Divide by all non-mated pairs first, then take 9,999 of them." if abs(told[1] - in_bands(both.nonmated)[3]) < 0.5 else (
          "Divide by the non-mated pairs, not by the pairs of the band.")
    student.value("others").satisfies(lambda o: abs(o - 9_999 * shares[1]) < 0.05, off)

# %% role="wrong" task="of_10000" says="There is one mate"
mates, others = mated[3], nonmated[3]

# %% role="wrong" task="of_10000" says="Divide by all non-mated pairs first"
mates, others = mated[3] / pairs.mated.size, nonmated[3]

# %% role="wrong" task="of_10000" says="One mate, times"
mates, others = mated[3] / (mated[3] + nonmated[3]), 9_999 * nonmated[3] / pairs.nonmated.size

# %% [markdown]
# Now guess. Take 10,000 comparisons of such a search **that show a number from 80 to 90**. How many of them show one person? <!-- no-claim: made-up numbers -->

# %%
predict("scores-rare", ..., between=(0, 10_000))

# %%
band = 3  # 80 to 90
columns = {"of 10,000 at even prior": even, "of 10,000, one mate in 10,000 comparisons": rare}
frequencies = pd.DataFrame({name: [f"{10_000 * x:,.0f}" for x in shares] for name, shares in columns.items()}, index=bands)
fold("scores-rare", frequencies, f"These are the pairs that show **one person**, of 10,000 with a number in the band. In the band {bands[band]} it is "
     f"**{10_000 * rare[band]:,.0f}** in such a search, and {10_000 * even[band]:,.0f} at even prior. "
     f"In the last row stand only {nonmated[-1]} non-mated pairs of {pairs.nonmated.size:,}: with a few more or less, it would read quite otherwise.", outcome=f"{10_000 * rare[band]:,.0f}")

# %% [markdown]
# The number on the screen was the same. No formula that sees two images and nothing else can know the prior.
# So no such number can be "the probability that it is the same person".
#
# Does the other recogniser do better? Same word, same scale, same people.

# %%
dlib = score_pairs(FaceSet.of(faces.embeddings("dlib", role="known", split="development")))
columns = {"mated": in_bands(dlib.mated, "Dlib"), "non-mated": in_bands(dlib.nonmated, "Dlib")}
pd.DataFrame(columns, index=bands)

# %% [markdown]
# Set it beside the table above. If the number meant the same thing twice, the two recognisers would have to agree on how the
# pairs of a row divide.
#
# Where a cell holds 0, take care. It does not say that such a pair cannot occur. With no case among $n$ independent
# pairs the true share may still be as large as about $3/n$. <!-- no-claim: the rule of three -->
# The same care is due where a cell holds two, or four: where mates are rare, those few pairs decide what the row is worth.
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
# So 99 can stand for three things. <!-- no-claim: made up --> Which one is meant? Write `"face"` (there is a face in the box), `"alike"` (the
# two are alike, on a scale of its own) or `"came true"` (of a hundred such matches, that many were right).

# %% role="do" task="three"
three = {
    "a service finds a face: Confidence 99": "",
    "a service compares two faces: Similarity 99": "",
    "a test reports: of 100 matches at this setting, 99 showed one person": "",
}
### BEGIN SOLUTION
three = dict(zip(three, ["face", "alike", "came true"], strict=True))
### END SOLUTION
do("three")

# %% role="hidden" task="three"
def check(student):
    told = [str(one).strip().lower() for one in student.value("three").get().values()]
    for place, (due, why) in enumerate((("face", "Nobody has been compared with anybody yet."),
                                        ("alike", "Nobody counted how often such a pair showed one person. That would need a prior."),
                                        ("came true", "Here somebody counted, with the answers known."))):
        student.value("three").satisfies(lambda _, place=place, due=due: told[place] == due, f"Number {place + 1}: {why}")

# %% role="wrong" task="three" says="Nobody counted"
three = dict(zip(three, ["face", "came true", "came true"], strict=True))

# %% role="wrong" task="three" says="Nobody has been compared"
three = dict(zip(three, ["alike", "alike", "came true"], strict=True))

# %% [markdown]
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
stated["DeepFace / 100"] = deepface_confidence(distance, "SFace", "cosine") / 100
reliable = {name: evaluation.reliability(chance, same) for name, chance in stated.items()}
figures.confidence.reliability(reliable)

# %%
say("Mean difference between the chance stated and the share observed, "
    "on people the calibration has not seen: "
    + ", ".join(f"{name} **{r.error:.3f}**" for name, r in reliable.items()) + ".")

# %% [markdown]
# On the diagonal, a stated chance comes true that often. Large marks hold many pairs, small ones few. Below it, the number promises more
# than it keeps; above it, less.
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
# Telling it the prior is necessary. It need not make the number exact: where mates are so rare, only the smallest distances count, and
# the calibration has seen few pairs there.
#
# A calibrated number is a probability *for one prior, one recogniser, and people and images like those it was learned
# on*. Change one, and it is a score again.
#
# ## Your sentence for the judge
#
# Here it is again.

# %%
fold("scores-judge")

# %% [markdown]
# Write it anew, so that a judge could act on it, or say why it stands. Use at least twelve words.

# %% role="do" task="judge"
judge = ""
### BEGIN SOLUTION
judge = ("The number only restates a distance and a setting. It is no chance; for that I would have to know how often "
         "such searches look for somebody who is there.")
### END SOLUTION
do("judge")

# %% role="hidden" task="judge"
def check(student):
    text = student.value("judge").get()
    words = len(text.split()) if isinstance(text, str) else 0
    student.value("judge").satisfies(lambda _: words >= 12, f"{words} words. Use at least twelve, between quotation marks.")
    named = any(word in text.lower() for word in ("prior", "distance", "threshold", "setting", "how often", "alike", "decision", "compar"))
    student.value("judge").satisfies(lambda _: named, "Name what the number comes from, or what would be needed beside it.")

# %% role="wrong" task="judge" says="words. Use at least"
judge = "It is the probability."

# %% role="wrong" task="judge" says="Name what the number comes from"
judge = "Honourable judge, this number is quite high and you can rely on it with a good conscience here."

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("scores-judge", "scores-rare", questions={
    "scores-judge": "What does DeepFace's number mean?",
    "scores-rare": "Of 10,000 comparisons of a search with a number from 80 to 90: how many show one person?",
})

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
