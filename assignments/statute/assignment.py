# ---
# title: "What a law asks of a number"
# lesson: identification
# minutes: 90
# track: form
# lead: Seven tasks, 20 points, for the track without code. Six are checked by machine, one is read by a person.
# before: "{Lesson:scores}, {lesson:thresholds} and {lesson:identification}, to read. No answer needs code. It takes the place of the assignments of these three lessons."
# objectives:
#   - count what a score is worth where few are searched for who are there
#   - choose a setting for somebody, and say what it costs somebody else
#   - say what a larger gallery does
#   - say what a test of a system does not show
#   - find out what a law asks for, and what it leaves open
# ---

# %% [markdown]
# {how}
#
# This assignment stands in for those of {lesson:scores}, {lesson:thresholds} and {lesson:identification} where a class has a track without code.

# %% role="given"
from course.study.selfcheck import selfcheck

check = selfcheck("statute")

PEOPLE = 10_000  # comparisons of task 1
MATED = 200  # of them show one person
BAND_MATED = 30  # of 100 mated comparisons get a score in the band
BAND_OTHERS = 2  # of 100 others do
RECOGNISER = "sface"  # of task 2
MOST_FMR = 0.1  # percent, in task 2
MOST_FNMR = 0.3
ONE_IN = 20_000  # comparisons of two people, in task 3: one is a false match
SEARCHES = 1_000
PERCENT = 0.01

# %% role="variant"
def draw(random):
    return {
        "MATED": int(random.choice([100, 150, 250, 300, 400])),
        "BAND_MATED": int(random.choice([20, 25, 35, 40, 50])),
        "BAND_OTHERS": int(random.choice([3, 4])),  # with 1 or 2, the share of first-kind dots can come near BAND_MATED
        "RECOGNISER": str(random.choice(["sface", "dlib"])),
        "MOST_FMR": float(random.choice([0.05, 0.1, 0.2])),
        "MOST_FNMR": float(random.choice([0.2, 0.3, 0.4])),
        "ONE_IN": int(random.choice([25_000, 50_000, 100_000, 500_000])),
    }

# %% role="hidden"
import functools
import math
from urllib.parse import parse_qs

import numpy as np

from course import evaluation as _evaluation
from course import faces as _faces
from course import policy as _policy
from course.explorer import counts as _counts
from course.recognisers import RECOGNISERS


@functools.cache
def pairs(recogniser):
    """The pairs that the explorer shows."""
    return _evaluation.score_pairs(_evaluation.FaceSet.of(_faces.embeddings(recogniser, role="known", split="evaluation")), metric=RECOGNISERS[recogniser].metric)


def rates(recogniser, threshold):
    """FMR and FNMR in percent."""
    told = pairs(recogniser)
    return 100 * float(np.mean(told.nonmated <= threshold)), 100 * float(np.mean(told.mated > threshold))


def slider(recogniser):
    """The lowest and the highest threshold that the explorer shows."""
    told = np.concatenate([pairs(recogniser).mated, pairs(recogniser).nonmated])
    _, places = _counts.thresholds(float(told.max()))
    return float(places[max(0, np.searchsorted(places, told.min()) - 1)]), float(places[-1])


def shown(recogniser, threshold):
    """Can somebody make this setting in the explorer?"""
    lowest, highest = slider(recogniser)
    return math.isfinite(threshold) and lowest <= threshold <= highest


def setting(address):
    """What an address of the explorer holds, or nothing."""
    parts = {name: values[-1] for name, values in parse_qs(str(address).strip().lower().rpartition("#")[2]).items()}
    try:
        return parts["recogniser"], float(parts["threshold"]), parts.get("group", "all")
    except (KeyError, ValueError):
        return None

# %% [markdown] task="dots"
# ## 1. Ten thousand dots <!-- no-claim: numbers of this exercise -->
#
# Think of {{PEOPLE}} comparisons as dots. In {{MATED}} of them both pictures show one person; in all others they show two. A score lies in a certain band for {{BAND_MATED}} of 100 dots of
# the first kind, and for {{BAND_OTHERS}} of 100 dots of the second.
#
# Count. Set `mates` to the number of dots of the first kind in the band, `others` to that of the second kind in the band, `in_hundred` to the number of first-kind dots
# among 100 dots of the band, and `for_one` to the number of second-kind dots in the band for each one of the first kind. Whole dots will do; give `for_one` with two decimals.

# %% role="answer" task="dots"
mates = None
others = None
in_hundred = None
for_one = None
### BEGIN SOLUTION
mates = MATED * BAND_MATED * PERCENT
others = (PEOPLE - MATED) * BAND_OTHERS * PERCENT
in_hundred = mates / (mates + others) / PERCENT
for_one = others / mates
### END SOLUTION

# %%
check("dots")

# %% role="check" task="dots" points=2
assert 0 < mates < others + mates, "Count the dots of each kind in the band."
assert 0 < in_hundred < 100, "Of 100 dots in the band, so many are of the first kind."

# %% role="hidden" task="dots"
def check(student):
    mates = GIVEN["MATED"] * GIVEN["BAND_MATED"] / 100
    others = (GIVEN["PEOPLE"] - GIVEN["MATED"]) * GIVEN["BAND_OTHERS"] / 100
    share = 100 * mates / (mates + others)

    def dots(due):
        """Room for a number of dots: half a dot, or one percent."""
        return max(0.5, 0.01 * due)

    for name, due, room, words in (
        ("mates", mates, dots(mates), "mates: of the dots of the first kind, so many of a hundred."),
        ("others", others, dots(others), "others: how many dots are of the second kind in all? So many of a hundred of them."),
        ("in_hundred", share, dots(share), "in_hundred: look at the dots in the band alone. How many are there, and how many of them are of the first kind?"),
        ("for_one", others / mates, 0.025 * others / mates, "for_one: share the second-kind dots of the band out over those of the first kind."),
    ):
        student.value(name).satisfies(lambda told, due=due, room=room: abs(told - due) <= room, words, like=0.5)

# %% [markdown] task="settings"
# ## 2. A setting for each of three people
#
# Open the threshold explorer of the course's site and choose the recogniser `{{RECOGNISER}}` and *all pairs*. The explorer's address holds what you have set. Find a setting for each of
# three people:
#
# - the **stranger** is compared with somebody else and does not want to be taken for them: an FMR of at most {{MOST_FMR}}%;
# - the **owner** wants a telephone to know its owner: an FNMR of at most {{MOST_FNMR}}%;
# - the **clerk** wants both errors equally often: FMR and FNMR less than half a percentage point apart.
#
# Set `addresses`, a dict with an address for each of `"stranger"`, `"owner"` and `"clerk"`, and `prices`, a dict with what the *other* pays there, in percent: the FNMR for the stranger's
# setting, the FMR for the owner's, and the FMR for the clerk's. Read it off the explorer; 0.2 more or less is right.

# %% role="answer" task="settings"
addresses = {"stranger": "", "owner": "", "clerk": ""}
prices = {"stranger": None, "owner": None, "clerk": None}
### BEGIN SOLUTION
# Read off the explorer: a threshold, and what the other pays there, for each of the three.
_rows = {"sface": "0.307 3.7|0.392 1.1|0.365 0.47", "dlib": "0.3505 19.9|0.5485 19.9|0.447 2.2"}[RECOGNISER].split("|")
addresses = {who: f"explorer.html#recogniser={RECOGNISER}&threshold={row.split()[0]}&group=all" for who, row in zip(addresses, _rows)}
prices = {who: float(row.split()[1]) for who, row in zip(prices, _rows)}
### END SOLUTION

# %%
check("settings")

# %% role="check" task="settings" points=2
assert all(check.same(set(dict(_one)), {"stranger", "owner", "clerk"}) for _one in (addresses, prices)), "An address and a price for each of the three."
assert all("threshold=" in _one.lower() for _one in dict(addresses).values()), "Copy the explorer's whole address: what you set stands behind the #."

# %% role="hidden" task="settings"
def check(student):
    asked = {
        "stranger": (lambda fmr, fnmr: fmr <= 1.05 * GIVEN["MOST_FMR"], "stranger: at this setting strangers are matched more often than they want. Which way must the threshold go?", 1),
        "owner": (lambda fmr, fnmr: fnmr <= 1.05 * GIVEN["MOST_FNMR"], "owner: at this setting the owner is missed more often than is wanted. Which way must the threshold go?", 0),
        "clerk": (lambda fmr, fnmr: abs(fmr - fnmr) < 0.5, "clerk: the two errors are further apart than half a percentage point.", 0),
    }
    for who, (holds, words, other) in asked.items():
        addresses = student.value("addresses")
        addresses.satisfies(lambda told, who=who: setting(told[who]) is not None, f"{who}: copy the explorer's whole address. What you set stands behind the #.", like={})
        found = setting(addresses.get("A dict of addresses is asked for.", like={})[who])
        addresses.satisfies(lambda _, found=found: found[0] == GIVEN["RECOGNISER"] and found[2] == "all", f"{who}: this is another recogniser, or one group alone.")
        addresses.satisfies(
            lambda _, found=found: shown(found[0], found[1]),
            f"{who}: the explorer's slider has no such threshold. Move the slider, and copy the address that the explorer then shows.",
        )
        both = rates(found[0], found[1]) if found and found[0] == GIVEN["RECOGNISER"] else (math.nan, math.nan)
        addresses.satisfies(lambda _, both=both, holds=holds: holds(*both), words)
        student.value("prices").satisfies(
            lambda told, both=both, who=who, other=other: abs(told[who] - both[other]) <= 0.2,
            f"{who}: this is not what the other pays at this setting. Read both rates again, in percent, and say which of them somebody else bears.", like=dict.fromkeys(asked, 0.5),
        )

# %% [markdown] task="gallery"
# ## 3. A gallery at which you would stop <!-- no-claim: numbers of this exercise -->
#
# At some setting one comparison in {{ONE_IN}} of two different people is a false match, and each search compares one face with everybody in a gallery. Think of {{SEARCHES}} searches for people who
# are **not** in it. How many false matches do you expect in all, in a gallery of 100, of 2,000, of 50,000 and of 1,000,000? Set `false_matches`, a dict with the four numbers, by `"100"`,
# `"2000"`, `"50000"` and `"1000000"`. Set `stop` to the largest of these galleries, as such a text, in which you expect at most one false match in ten searches. Set `mean_or_search` to the
# letter of what follows.
#
# - **A** In each single search the chance of a wrong name is one in {{ONE_IN}}.
# - **B** The expected number grows with the gallery. How many searches bear it depends on whether false matches gather on some faces.
# - **C** With a larger gallery the right person is missed less often.
# - **D** A stricter setting makes the size of the gallery irrelevant.

# %% role="answer" task="gallery"
false_matches = {"100": None, "2000": None, "50000": None, "1000000": None}
stop = "?"
mean_or_search = "?"
### BEGIN SOLUTION
false_matches = {name: SEARCHES * int(name) / ONE_IN for name in false_matches}
stop = [name for name in false_matches if int(name) / ONE_IN <= 0.1][-1]
mean_or_search = "B"
### END SOLUTION

# %%
check("gallery")

# %% role="check" task="gallery" points=2
assert check.same(set(dict(false_matches)), {"100", "2000", "50000", "1000000"}), "A number for each of the four galleries."
assert any(check.same(stop, _name) for _name in dict(false_matches)), "Set `stop` to one of the four."
assert str(mean_or_search).strip().upper() in {"A", "B", "C", "D"}, "Set `mean_or_search` to one of the letters A, B, C, D."

# %% role="hidden" task="gallery"
def check(student):
    sizes = ("100", "2000", "50000", "1000000")
    for name in sizes:
        due = 1000 * int(name) / GIVEN["ONE_IN"]
        student.value("false_matches").satisfies(
            lambda told, name=name, due=due: abs(told[name] - due) <= 0.01 * due, "How many comparisons do 1,000 searches make in all? One in so many of them is a false match.", like={},
        )
    largest = max((name for name in sizes if int(name) / GIVEN["ONE_IN"] <= 0.1), key=int)
    student.value("stop").satisfies(lambda told: str(told).strip() == largest, "One false match in ten searches: how many is that in 1,000? The largest gallery that stays below.")
    student.value("mean_or_search").chosen("B", "ABCD", "What does an expected number over many searches say of one of them, and of whom?")

# %% [markdown] task="tables"
# ## 4. Read a test that a law relies on
#
# A report says of Virginia's law that it sets a floor of {value:G08} true positives across all demographic groups {claim:G08}. Suppose that a system has passed such a test.
# Set `test_shows` to the letter of what follows.
#
# - **A** Of people who are in the gallery, hardly anybody is missed, in each group of the test. How often somebody else is named it does not say.
# - **B** Of a hundred names that the system gives, at least 98 are right. <!-- no-claim: a statement to judge -->
# - **C** Hardly anybody who is not in the gallery is named, in each group of the test.
# - **D** No group bears more false matches than another.
#
# Another table says that a product erred on {value:D03[0]} of darker female faces when it said whether a face is a woman's or a man's {claim:D03}. Set `table_shows` to the letter of what
# follows for a search of faces.
#
# - **A** It names the wrong person in about a third of all searches for darker female faces.
# - **B** It misses about a third of darker female faces that are in the gallery.
# - **C** About a search nothing follows: another task was measured. That errors were unequal there is a reason to ask for the same test of the search.
# - **D** It errs equally on all other faces.

# %% role="answer" task="tables"
test_shows = "?"
table_shows = "?"
### BEGIN SOLUTION
test_shows = "A"
table_shows = "C"
### END SOLUTION

# %%
check("tables")

# %% role="check" task="tables" points=2
assert str(test_shows).strip().upper() in {"A", "B", "C", "D"}, "Set `test_shows` to one of the letters A, B, C, D."
assert str(table_shows).strip().upper() in {"A", "B", "C", "D"}, "Set `table_shows` to one of the letters A, B, C, D."

# %% role="hidden" task="tables"
def check(student):
    student.value("test_shows").chosen("A", "ABCD", "A true positive is somebody who is there and is found. Of whom does such a test say nothing?")
    student.value("table_shows").chosen("C", "ABCD", "Was a person searched for when this was measured? What was the question to the machine?")

# %% [markdown] task="asks"
# ## 5. What does the text ask for?
#
# | | whose | words |
# |---|---|---|
# | q1 | a maker's documentation | asks for {value:B16}% or more in work for public safety {claim:B16} |
# | q2 | Virginia, as reported | "an accuracy score of at least 98 percent true positives across all demographic groups" {claim:G08} |
# | q3 | Montana | "the number of arrests and convictions that resulted from the searches" {claim:X161} |
# | q4 | Maryland | "results generated by facial recognition technology may not serve as the sole basis to establish probable cause" {claim:G56} |
# | q5 | Washington | "must ensure that those decisions are subject to meaningful human review" {claim:G48} |
# | q6 | the European Union | "shall request an authorisation, ex ante, or without undue delay and no later than 48 hours" {claim:X183} |
#
# Set `asks`, a dict that gives each of `"q1"` to `"q6"` one of these words. Each stands once.
#
# - `"threshold"`: a setting of the machine;
# - `"test"`: a measurement before it is used;
# - `"report"`: a count of what came of it, afterwards;
# - `"evidence"`: something besides the result;
# - `"person"`: somebody who looks at it again;
# - `"leave"`: somebody outside who agrees to it.
#
# Then set `no_law` to the word that, of these six texts, only one asks for that is no law.

# %% role="answer" task="asks"
asks = {"q1": "?", "q2": "?", "q3": "?", "q4": "?", "q5": "?", "q6": "?"}
no_law = "?"
### BEGIN SOLUTION
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = "threshold"
### END SOLUTION

# %%
check("asks")

# %% role="check" task="asks" points=2
_words = {"threshold", "test", "report", "evidence", "person", "leave"}
assert check.same(set(dict(asks)), {"q1", "q2", "q3", "q4", "q5", "q6"}), "A word for each of the six."
assert all(any(check.same(_one, _word) for _word in _words) for _one in (*dict(asks).values(), no_law)), "Use the six words of the text."

# %% role="hidden" task="asks"
def check(student):
    right = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
    words = {
        "q1": "q1: is this about the machine, about those who use it, or about somebody outside?",
        "q2": "q2: when is this number known, before a search or after it?",
        "q3": "q3: of what is this a count, and when can it be made?",
        "q4": "q4: what must there be besides the result?",
        "q5": "q5: who is to look, and at what?",
        "q6": "q6: whose agreement is asked for, and is it somebody of the office that searches?",
    }
    asks = student.value("asks").entries(right)
    for name, word in right.items():
        asks[name].equals(word, words[name], among=right.values())
    student.value("no_law").equals("threshold", "no_law: which of the six texts was written by a maker, and what does it ask for?")

# %% [markdown] task="statute"
# ## 6. Apply it
#
# Maryland's act limits searches to listed crimes {claim:G16}. Among these are crimes of violence, human trafficking and child abuse {claim:G52}, and a last item, "a substantial and ongoing
# threat to public safety" {claim:G53}. A result may not be the sole basis for probable cause {claim:G56}. To identify the missing or dead is not restricted {claim:G57}. It holds from
# {value:G55} {claim:G55}.
#
# The next cell prints six uses of the course's bank, all made up. Set `says`, a dict with one of `"allowed"`, `"forbidden"` and `"it depends"` for each. *It depends* stands where the act leaves the
# point that decides to somebody's judgement.

# %% role="given"
USES = {
    "U85": "A county police department in Maryland searches for a shoplifter, in 2025.",
    "U86": "It searches for a suspect of attempted murder.",
    "U87": "It arrests the first candidate for the attempted murder; there is nothing else against him.",
    "U88": "It looks for the name of a dead man.",
    "U89": "It searches for the sender of letters that it calls an ongoing threat to public safety.",
    "U91": "The shoplifter of U85 was searched for in September 2024.",
}
for name, sentence in USES.items():
    print(name, sentence)

# %% role="answer" task="statute"
says = {"U85": "?", "U86": "?", "U87": "?", "U88": "?", "U89": "?", "U91": "?"}
### BEGIN SOLUTION
says = {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "allowed"}
### END SOLUTION

# %%
check("statute")

# %% role="check" task="statute" points=2
assert check.same(set(dict(says)), set(USES)), "A word for each of the six uses."
for _word in dict(says).values():
    assert any(check.same(_word, _one) for _one in ("allowed", "forbidden", "it depends")), "Use the three words of the text."

# %% role="hidden" task="statute"
def check(student):
    words = {"yes": "allowed", "no": "forbidden", "unclear": "it depends"}
    hints = {
        "U85": "U85: is this crime among those that the act lists?",
        "U86": "U86: what kind of crime is this, and what is done with the result?",
        "U87": "U87: what else is there besides the result?",
        "U88": "U88: does the act restrict this purpose?",
        "U89": "U89: who says that the threat is substantial and ongoing?",
        "U91": "U91: from which day does the act hold?",
    }
    bank, says = _policy.uses(), student.value("says").entries(hints)
    for name, hint in hints.items():
        due = words[_policy.permitted(bank[name], "maryland-2024").answer]
        says[name].equals(due, hint, among=words.values())

# %% [markdown]
# ## 7. A note
#
# A member of a state's parliament asks you: **should a law on police searches of faces name a threshold, a test or a log, and which of them first?** Write a note of at most 600 words, two pages.
# *None of them* is an answer too.
#
# - Make a claim, and say the general **principle** that carries it, with a hard case that the principle decides too.
# - Rest on at least two **texts or facts** from above with their rows, one of them awkward for your claim. Use at least one of your own numbers of tasks 1 to 3, and say what it was counted on.
# - Put the **strongest objection** to your claim, as a fair opponent would, and say what it hits.
# - **Reply**, say what your reply gives up, and how somebody outside the police could find out whether your rule is kept.
#
# Either side can earn all points. Your note is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="note" points=8
# A model answer, on one of the sides. *A law should ask for a log first, and name no threshold.* My principle: what is to bind somebody must be something that others can look at
# afterwards. It decides more than faces: by it a speed limit without a way to measure speed is no rule, and I would drop one on roads where nobody can measure, which I find hard. Of the six
# texts above only one names a setting, and it is a maker's {claim:B16}. Montana's asks for the number of arrests and convictions {claim:X161}: that can be counted by anybody who has the files.
# Awkward for me is Virginia's floor {claim:G08}: it can be checked before anybody is harmed, and a log cannot. But it speaks of people who are found, and not of those who are named though they
# are not there. In task 1 two of a hundred others were enough to give more than three wrong dots for each right one; those are dots of an exercise and no measurement of a product.
# The strongest objection hits the step from my grounds to the claim. A log tells of harm that was done, and the person who was held is no better off for being counted. I reply that a number
# that nobody checks has held nobody free either: a threshold can be set and changed in a minute, and an office that keeps no log can say that it was 99. I give up the claim that a log
# protects the first person who is named wrongly; for that it needs Maryland's sentence on the sole basis {claim:G56} beside it. An auditor of the state, not of the police, draws files each
# quarter and compares them with the vendor's own count of searches; if they differ, the rule is broken. A test that counts false matches in a gallery of the state's size would make me put the test first.
