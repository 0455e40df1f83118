# ---
# title: "A memo with somebody else's numbers"
# lesson: capstone
# minutes: 100
# track: form
# lead: Seven tasks, 20 points, for the track without code. Six are checked by machine, and the memo is read by a person.
# before: "{Lesson:capstone}, to read. A partner who codes brings the numbers; without one, take those of the sheet. No answer needs code."
# objectives:
#   - find out whether numbers that somebody else measured fit together, before you sign under them
#   - say which number answers which question, and which question no number answers
#   - say what an interval that holds zero shows, and what it leaves open
#   - find the value at which the advice turns
#   - write a memo whose numbers somebody else can use, with rules that somebody else can check
# ---

# %% [markdown]
# {how}
#
# This assignment stands in for the capstone where a class has a track without code.
#
# ## The letter <!-- no-claim: numbers of this exercise -->
#
# > *To our adviser.* <!-- no-claim: a made-up letter --> The police department asks for a face search among {{CITY}} booking photographs. It expects {{SEARCHES}}
# > searches a year. Our examiners have {{HOURS_A_WEEK}} hours a week in all, and need {{MINUTES}} minutes to look at one name. An hour
# > costs us {{WAGE}} dollars. The department believes that {{ENROLLED}} of the people it will search for are in the gallery (1 would
# > be all of them). Another adviser proposes a threshold that let 1 comparison in 2,000 of a test through. **Advise us.** *The city council*
#
# All of it is made up.
#
# ## Whose numbers? <!-- no-claim: numbers of this exercise -->
#
# You write the memo, and somebody else has measured. If a fellow student does the capstone, take **their** numbers: those that their notebook shows under *Choose, and report* and
# under *Other advisers' thresholds*. Your answers are then judged by what you have typed in. If you have no partner, leave those fields open and take the sheet of the first task. The course
# has measured it, for a partner who is made up.
#
# Whoever they come from, the rates were measured on rendered faces of nobody, with a test gallery that is smaller than the city's.
# **FPIR** is the share of searches for somebody who is not enrolled that returned anybody. **FNIR** is the share of searches for somebody who is enrolled that did not return that person.

# %% role="given"
from course.judgement import sheet
from course.study.selfcheck import selfcheck

check = selfcheck("advice")

# The letter.
SEARCHES = 900
CITY = 20_000
HOURS_A_WEEK = 8
MINUTES = 12
WAGE = 45
ENROLLED = 0.25

# What the made-up partner measured on: a recogniser, and two groups by the morph target with which a face was rendered.
RECOGNISER = "sface"
FIRST = "asian"
SECOND = "european"
PARTNER = 1

FEWER = 0.08  # another guess at the share enrolled, in task 3
KEEP_RIGHT = 0.95  # what an examiner keeps, in task 3
KEEP_WRONG = 0.08
ONE_IN = 20  # in task 4
MOST = 5  # percentage points, in task 5
X = [6.0, -5.5, 17.0]  # reports of task 5: estimate, low end, high end
Y = [0.5, -1.5, 2.5]
Z = [8.0, 2.5, 13.5]
BROKEN = 0.05  # in task 6

LETTER = {"searches": SEARCHES, "city": CITY, "hours_a_week": HOURS_A_WEEK, "minutes": MINUTES, "wage": WAGE, "enrolled": ENROLLED}
SHEET = sheet.measured(LETTER, RECOGNISER, FIRST, SECOND, PARTNER)
sheet.Shown(SHEET, sheet.about(RECOGNISER, FIRST, SECOND))

# %% role="variant"
def draw(random):
    from course.content import assignments

    def report(estimate, least, most):
        """An interval around an estimate, in half points; its ends lie at least `least` and at most `most` points away."""
        low, high = (float(random.integers(2 * least, 2 * most + 1)) / 2 for _ in range(2))
        return [sign * estimate, *sorted([sign * (estimate - low), sign * (estimate + high)])]

    sign = int(random.choice([-1, 1]))
    reports = [report(float(random.integers(7, 10)), 10, 14), report(0.5, 2, 3), report(float(random.integers(8, 11)), 3, 6)]
    order = random.permutation(3)
    return assignments.load("capstone").draw(random) | {
        "PARTNER": int(random.integers(3, 999)),
        "FEWER": float(random.choice([0.03, 0.05, 0.06, 0.1])),
        "KEEP_RIGHT": float(random.choice([0.9, 0.92, 0.96, 0.98])),
        "KEEP_WRONG": float(random.choice([0.03, 0.04, 0.05, 0.06])),
        "ONE_IN": int(random.choice([5, 10, 25, 50])),
        "MOST": int(random.choice([4, 6])),
        "BROKEN": float(random.choice([0.02, 0.04, 0.08, 0.1])),
    } | {name: reports[place] for name, place in zip("XYZ", order, strict=True)}

# %% role="hidden"
import math

from course.checks.compare import same as _same
from course.judgement import sheet as _sheet


def numbers(student):
    """The letter and the lines that the answers are judged by, and a function that says whose they are before what is wrong."""
    letter = {name: GIVEN[name.upper()] for name in _sheet.LETTER}
    own = _sheet.measured(letter, *(GIVEN[name] for name in ("RECOGNISER", "FIRST", "SECOND", "PARTNER")))
    told, whose = _sheet.taken(own, *(student.backend.value(name).value for name in ("letter", "partner")))
    return told, lambda words: f"{whose} {words}".strip()


def near(answer, due, words, room=0.002, unit=0.0):
    """A number that is right to so large a share of it, or to so many units."""
    answer.satisfies(lambda got: abs(got - due) <= max(room * abs(due), unit), words, like=0.5)

# %% [markdown] task="sheet"
# ## 1. Do they fit together? <!-- no-claim: numbers of this exercise -->
#
# Look before you sign. Some lines of the sheet follow from others. Work them out anew, from the letter, the FNIR and the wrong names a year:
#
# - **found** and **missed**: of the searches of a year, those for people who are enrolled; in so many of them the person is found, or missed, at the threshold that was chosen;
# - **hours short**, at the other adviser's threshold: the hours that one look at each wrong name of a year takes, minus the hours that the examiners have in 52 weeks;
# - **cost**: what that look costs in a year. All its hours are paid.
#
# Take the share enrolled from the letter. Then say of each line of the sheet whether it fits: a line that is off by more than rounding does not. The difference between
# the groups fits when its interval holds it. The sheet of the assignment may have a slip in it, as anybody's may.
#
# Set `again`, a dict with your numbers by `"found"`, `"missed"`, `"hours_short"` and `"cost_a_year"`, and `fits`, a dict with `"fits"` or `"does not fit"` for each of these four and for `"gap"`.
# If you have a partner, set `partner`, a dict by the names that `sheet.LINES` has, and `letter` where a number of their letter differs.

# %% role="answer" task="sheet"
letter = {}
partner = {}
again = {"found": None, "missed": None, "hours_short": None, "cost_a_year": None}
fits = {"found": "?", "missed": "?", "hours_short": "?", "cost_a_year": "?", "gap": "?"}
### BEGIN SOLUTION
_hours = SHEET["wrong_a_year"] * MINUTES / 60
again = {
    "found": SEARCHES * ENROLLED * (1 - SHEET["fnir"]),
    "missed": SEARCHES * ENROLLED * SHEET["fnir"],
    "hours_short": _hours - HOURS_A_WEEK * 52,
    "cost_a_year": _hours * WAGE,
}
fits = {name: "fits" if sheet.fits(SHEET, name) else "does not fit" for name in fits}
### END SOLUTION

# %%
check("sheet")

# %% role="check" task="sheet" points=2
assert check.same(set(dict(again)), {"found", "missed", "hours_short", "cost_a_year"}), "A number for each of the four lines."
assert check.same(set(dict(fits)), {"found", "missed", "hours_short", "cost_a_year", "gap"}), "A word for each of the five lines."
assert all(any(check.same(_one, _word) for _word in ("fits", "does not fit")) for _one in dict(fits).values()), "Use the two words of the text."

# %% role="hidden" task="sheet"
def check(student):
    told, said = numbers(student)
    due = _sheet.following(told)
    words = {
        "found": "found: only searches for people who are enrolled can find anybody, and a share of these do.",
        "missed": "missed: only people who are enrolled can be missed, and the FNIR is the share of them.",
        "hours_short": "hours short: the minutes of all wrong names of a year, in hours, minus the hours of 52 weeks.",
        "cost_a_year": "cost: the hours that one look at each wrong name takes, all of them, times what an hour costs.",
    }
    again = student.value("again").entries(dict.fromkeys(due, 0.5))
    for name, hint in words.items():
        near(again[name], due[name], said(hint), unit=told["wage"] if name == "cost_a_year" else 1.0)
    lines = student.value("fits").entries(dict.fromkeys((*due, "gap"), "fits"))
    for name, line in lines.items():
        right = _sheet.fits(told, name)
        both = ("fits", "does not fit")
        line.satisfies(lambda got: any(_same(got, word) for word in both), f"`fits` gives another word than those that the task names: {', '.join(both)}.")
        if right is not None:
            hint = "The difference and its interval: does the interval hold the estimate?" if name == "gap" else f"{name.replace('_', ' ')}: lay your own number beside the line of the sheet. Is the difference one of rounding?"
            line.equals(both[0] if right else both[1], said(hint), among=both)

# %% [markdown] task="questions"
# ## 2. Which number answers it?
#
# The council asks eight questions.
#
# | | asked |
# |---|---|
# | q1 | The test looked for people whose picture was in its gallery. How often did it not find them? |
# | q2 | The test looked for people whose picture was not there. How often did a name come out all the same? |
# | q3 | How many wrong names come out in a year if we do as the other adviser says? |
# | q4 | How many more examiners' hours do we need to do as the other adviser says? |
# | q5 | Were people of one group flagged more often than people of another? |
# | q6 | How many of those whom the department looks for have a photograph in our gallery at all? |
# | q7 | How often does an examiner who looks at a wrong name keep it? |
# | q8 | How often would the system miss somebody in photographs of our own residents? |
#
# Set `answers`, a dict that gives each of `"q1"` to `"q8"` one of these words: what you would write beside the question. One word stands twice.
#
# - `"FNIR"`: the FNIR of the sheet;
# - `"FPIR"`: the FPIR of the sheet;
# - `"names"`: the wrong names a year;
# - `"hours"`: the hours short;
# - `"gap"`: the difference between two groups, with its interval;
# - `"guess"`: a number of the letter, which somebody believes;
# - `"nobody"`: no number; nobody has measured it.

# %% role="answer" task="questions"
answers = {"q1": "?", "q2": "?", "q3": "?", "q4": "?", "q5": "?", "q6": "?", "q7": "?", "q8": "?"}
### BEGIN SOLUTION
answers = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
### END SOLUTION

# %%
check("questions")

# %% role="check" task="questions" points=2
_words = ("FNIR", "FPIR", "names", "hours", "gap", "guess", "nobody")
assert check.same(set(dict(answers)), {f"q{_n}" for _n in range(1, 9)}), "A word for each of the eight questions."
assert all(any(check.same(_one, _word) for _word in _words) for _one in dict(answers).values()), "Use the seven words of the text."

# %% role="hidden" task="questions"
def check(student):
    right = {"q1": "FNIR", "q2": "FPIR", "q3": "names", "q4": "hours", "q5": "gap", "q6": "guess", "q7": "nobody", "q8": "nobody"}
    words = {
        "q1": "q1: is the person enrolled? Which of the two rates speaks of such searches?",
        "q2": "q2: is the person enrolled? Which of the two rates speaks of such searches?",
        "q3": "q3: it asks for a number of a year, in the city's gallery, and not for a share.",
        "q4": "q4: it asks for what there is too little of.",
        "q5": "q5: it asks whether two groups differ.",
        "q6": "q6: who says how many are enrolled, and did they count?",
        "q7": "q7: does any line of the sheet come from somebody who looked at a name?",
        "q8": "q8: on whose faces were the rates of the sheet measured?",
    }
    told = student.value("answers").entries(right)
    for name, word in right.items():
        told[name].equals(word, words[name], among=dict.fromkeys(right.values()))

# %% [markdown] task="year"
# ## 3. Where the advice turns <!-- no-claim: numbers of this exercise -->
#
# Stay at the threshold that was chosen for the hours. A search gives so many wrong names, on average, **whether or not** the person is enrolled.
#
# Set `wrong` to the wrong names of a year at this threshold. Set `each` to the wrong names for each person who is found, if the letter is right about the share enrolled, and
# `each_fewer` to the same if only {{FEWER}} of those searched for are enrolled.
#
# Then an examiner looks at every name once, and keeps a share of {{KEEP_RIGHT}} of the right ones and of {{KEEP_WRONG}} of the wrong ones. Nobody has measured that. Set `turns` to the share enrolled at which as many right
# people are left as wrong ones; below it, there are more wrong ones (1 would be everybody; a number above 1 says that there are always more wrong ones).
#
# The department writes: "If fewer people are enrolled than we believe, there is simply less to find." Set `follows` to the letter of what follows for a year. <!-- no-claim: a made-up sentence -->
#
# - **A** Fewer people are found, and there are as many wrong names as before.
# - **B** Fewer people are found, and wrong names become fewer in the same proportion.
# - **C** Fewer people are missed, and nothing else changes.
# - **D** Nothing changes: the FNIR and the FPIR are what they were.

# %% role="answer" task="year"
wrong = None
each = None
each_fewer = None
turns = None
follows = "?"
### BEGIN SOLUTION
wrong = SEARCHES * SHEET["names"]
each = SHEET["names"] / (ENROLLED * (1 - SHEET["fnir"]))
each_fewer = SHEET["names"] / (FEWER * (1 - SHEET["fnir"]))
turns = SHEET["names"] * KEEP_WRONG / ((1 - SHEET["fnir"]) * KEEP_RIGHT)
follows = "A"
### END SOLUTION

# %%
check("year")

# %% role="check" task="year" points=2
assert all(_one > 0 for _one in (wrong, each, each_fewer, turns)), "Four numbers above 0."
assert str(follows).strip().upper() in {"A", "B", "C", "D"}, "Set `follows` to one of the letters A, B, C, D."

# %% role="hidden" task="year"
def check(student):
    told, said = numbers(student)
    found = 1 - told["fnir"]
    for name, due, unit, words in (
        ("wrong", told["searches"] * told["names"], 1.0, "Wrong names of a year: names of one search, and the searches of a year."),
        ("each", told["names"] / (told["enrolled"] * found), 0.051, "For each person found: of a year, or of one search, how many wrong names, and how many people found? Only those who are enrolled can be found."),
        ("each_fewer", told["names"] / (GIVEN["FEWER"] * found), 0.051, "For each person found, if fewer are enrolled: as before, with the other share. What does it change, and what does it leave as it was?"),
        ("turns", told["names"] * GIVEN["KEEP_WRONG"] / (found * GIVEN["KEEP_RIGHT"]), 0.00051,
         "Where it turns: wrong names that the examiner keeps on one side, people who are found and kept on the other. At which share enrolled are they as many?"),
    ):
        near(student.value(name), due, said(words), room=0.005, unit=unit)  # a unit: what is left when it is rounded
    student.value("follows").chosen("A", "ABCD", "What follows: in which searches can a wrong name come up?")

# %% [markdown] task="sentences"
# ## 4. What do they show? <!-- no-claim: sentences to judge -->
#
# A colleague has drafted six sentences for your memo. Hold each against the numbers that you work with.
#
# | | sentence |
# |---|---|
# | s1 | "At the threshold that was chosen, the examiners' hours are enough to look at every wrong name of a year once." |
# | s2 | "In the test, at that threshold, at least one in {{ONE_IN}} of the enrolled people was missed." |
# | s3 | "Of our own residents who are enrolled, the system will miss as many as the FNIR says." |
# | s4 | "The other adviser's setting gives more wrong names a year than the threshold that was chosen." |
# | s5 | "On faces like those of the test, people of the two groups are flagged equally often." |
# | s6 | "Our examiners will notice nearly every wrong name." |
#
# Set `shows`, a dict that gives each of `"s1"` to `"s6"` one of these words.
#
# - `"shown"`: it follows from the numbers;
# - `"contradicted"`: the numbers speak against it;
# - `"open"`: the numbers do not decide it.

# %% role="answer" task="sentences"
shows = {"s1": "?", "s2": "?", "s3": "?", "s4": "?", "s5": "?", "s6": "?"}
### BEGIN SOLUTION
_names, _hours, _there = sheet.chosen_year(SHEET)
shows = {
    "s1": next(iter(sheet.at_most(_hours, _there))),
    "s2": next(iter(sheet.at_most(1 / ONE_IN, SHEET["fnir"]))),
    "s3": "open",
    "s4": next(iter(sheet.at_most(_names, SHEET["wrong_a_year"]))),
    "s5": "open" if sheet.holds_zero(SHEET) else "contradicted",
    "s6": "open",
}
### END SOLUTION

# %%
check("sentences")

# %% role="check" task="sentences" points=2
assert check.same(set(dict(shows)), {f"s{_n}" for _n in range(1, 7)}), "A word for each of the six sentences."
assert all(any(check.same(_one, _word) for _word in ("shown", "contradicted", "open")) for _one in dict(shows).values()), "Use the three words of the text."

# %% role="hidden" task="sentences"
def check(student):
    told, said = numbers(student)
    names, hours, there = _sheet.chosen_year(told)
    right = {
        "s1": (_sheet.at_most(hours, there), "s1: work it out. A year's names, the minutes for each, and the hours of 52 weeks."),
        "s2": (_sheet.at_most(1 / GIVEN["ONE_IN"], told["fnir"]), "s2: it speaks of the test. Which rate is it about, and how large is that rate?"),
        "s3": (("open",), "s3: on whose faces was the FNIR measured?"),
        "s4": (_sheet.at_most(names, told["wrong_a_year"]), "s4: work out the wrong names of a year at the threshold that was chosen, and lay the other number beside them."),
        "s5": (("open",) if _sheet.holds_zero(told) else ("contradicted",), "s5: which differences lie in the interval? Is zero among them, and is it the only one?"),
        "s6": (("open",), "s6: which line of the sheet comes from somebody who looked at a name?"),
    }
    every = ("shown", "contradicted", "open")
    shows = student.value("shows").entries(dict.fromkeys(right, "open"))
    for name, (words, hint) in right.items():
        shows[name].equals(next((word for word in words if _same(shows[name].reply.value, word)), words[0]), said(hint), among=every)

# %% [markdown] task="interval"
# ## 5. An interval that holds zero <!-- no-claim: numbers of this exercise -->
#
# Three made-up test reports give a difference between two groups in percentage points, first group minus second, with its 95% interval: `[estimate, low end, high end]`.
#
# - Report `"X"`: {{X}}
# - Report `"Y"`: {{Y}}
# - Report `"Z"`: {{Z}}
#
# The council wants to know two things: whether the groups differ at all, and whether they may differ by {{MOST}} points or more, either way. Set `reports`, a dict that gives each of `"X"`, `"Y"`, `"Z"` and
# `"sheet"` (your own numbers) the **first** of these words that is true of it.
#
# - `"difference"`: the interval leaves out zero, so there is a difference;
# - `"small"`: whether there is a difference is open, and one of {{MOST}} points or more is not in the interval;
# - `"nothing"`: no difference at all, and one of {{MOST}} points or more, are both in the interval.
#
# Set `people` to how many times as many people a test needs for an interval that is about half as wide. Set `says` to the letter of what a memo may say of an interval that holds zero.
#
# - **A** There is no difference between the groups.
# - **B** Every difference in the interval fits what was measured, and zero is one of them. More people would narrow it.
# - **C** The group whose estimate is higher is flagged more often.
# - **D** The test was done wrongly, so the numbers do not belong into a memo.

# %% role="answer" task="interval"
reports = {"X": "?", "Y": "?", "Z": "?", "sheet": "?"}
people = None
says = "?"
### BEGIN SOLUTION
reports = {name: sheet.reading(*told[1:], MOST) for name, told in {"X": X, "Y": Y, "Z": Z}.items()}
reports["sheet"] = sheet.reading(SHEET["gap_low"], SHEET["gap_high"], MOST * 0.01)
people = 4
says = "B"
### END SOLUTION

# %%
check("interval")

# %% role="check" task="interval" points=2
assert check.same(set(dict(reports)), {"X", "Y", "Z", "sheet"}), "A word for each of the three reports, and for the sheet."
assert all(any(check.same(_one, _word) for _word in ("difference", "small", "nothing")) for _one in dict(reports).values()), "Use the three words of the text."
assert people > 1, "More people make an interval narrower."
assert str(says).strip().upper() in {"A", "B", "C", "D"}, "Set `says` to one of the letters A, B, C, D."

# %% role="hidden" task="interval"
def check(student):
    told, said = numbers(student)
    most, words = GIVEN["MOST"], ("difference", "small", "nothing")
    ends = {name: GIVEN[name][1:] for name in "XYZ"} | {"sheet": [100 * told["gap_low"], 100 * told["gap_high"]]}
    reports = student.value("reports").entries(dict.fromkeys(ends, "small"))
    for name, (low, high) in ends.items():
        right = _sheet.reading(low, high, most)
        hint = "does the interval hold zero?" if right == words[0] else "zero is in the interval. How large is the largest difference in it, either way?"
        reports[name].equals(right, said(f"The numbers that you work with: {hint}") if name == "sheet" else f"Report {name}: {hint}", among=words)
    student.value("people").equals(4, "More people: the width falls with the root of the number of people.")
    student.value("says").chosen("B", "ABCD", "An interval that holds zero: which differences lie in the interval, and is the one between the estimates all that does?")

# %% [markdown] task="rules"
# ## 6. Rules that somebody else can check <!-- no-claim: numbers of this exercise -->
#
# Six rules for the ordinance. <!-- no-claim: made-up rules -->
#
# | | rule |
# |---|---|
# | r1 | "Officers shall use the system responsibly and with due care." |
# | r2 | "Each search leaves a file with its purpose, its threshold and its examiners. The city's auditor draws files at random, each quarter." |
# | r3 | "The department shall look through its own searches every year, and see that they keep to this ordinance." |
# | r4 | "No arrest without other evidence, written down with its date before the arrest. The defence gets the file." |
# | r5 | "The chief of police approves each search before it is made." |
# | r6 | "The threshold shall be appropriate to the purpose of the search." |
#
# Set `checked`, a dict that says for each of `"r1"` to `"r6"` who could find it broken.
#
# - `"outside"`: somebody who does not belong to the department;
# - `"inside"`: the department alone;
# - `"nobody"`: nothing is said that could be found broken.
#
# An auditor draws files at random. Suppose that every search has left a file, and that in a share {{BROKEN}} of the files a rule was broken. Set `files` to how many files it takes for at least one of
# these to be among them with a chance of 95%. Two or three more or fewer are right. Set `gone` to the letter of what shows an auditor that files are **missing**.
#
# - **A** That in none of the files that were read a rule was broken.
# - **B** The department's own list of its files.
# - **C** The vendor's count of searches, beside the number of files.
# - **D** The number of files of the year before.

# %% role="answer" task="rules"
checked = {"r1": "?", "r2": "?", "r3": "?", "r4": "?", "r5": "?", "r6": "?"}
files = None
gone = "?"
### BEGIN SOLUTION
import math

checked = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
files = math.ceil(math.log(0.05) / math.log(1 - BROKEN))
gone = "C"
### END SOLUTION

# %%
check("rules")

# %% role="check" task="rules" points=2
assert check.same(set(dict(checked)), {f"r{_n}" for _n in range(1, 7)}), "A word for each of the six rules."
assert all(any(check.same(_one, _word) for _word in ("outside", "inside", "nobody")) for _one in dict(checked).values()), "Use the three words of the text."
assert files > 0, "A number of files."
assert str(gone).strip().upper() in {"A", "B", "C", "D"}, "Set `gone` to one of the letters A, B, C, D."

# %% role="hidden" task="rules"
def check(student):
    right = {"r1": "nobody", "r2": "outside", "r3": "inside", "r4": "outside", "r5": "inside", "r6": "nobody"}
    words = {
        "r1": "r1: on which day, and by what, would anybody see that it was broken?",
        "r2": "r2: who draws the files?",
        "r3": "r3: who looks, and at whose work?",
        "r4": "r4: who has the file in the end, and what can they see in it?",
        "r5": "r5: who knows whether a search was approved?",
        "r6": "r6: which threshold would break it?",
    }
    checked = student.value("checked").entries(right)
    for name, word in right.items():
        checked[name].equals(word, words[name], among=dict.fromkeys(right.values()))
    due = math.log(0.05) / math.log(1 - GIVEN["BROKEN"])
    near(student.value("files"), due, "Files to draw: the chance that none of them shows it is a product, one factor a file. At about which number does it fall to 5%?", room=0.0, unit=3.0)
    student.value("gone").chosen("C", "ABCD", "Missing files: who knows how many searches there were, and has no hand in the files?")

# %% [markdown]
# ## 7. The memo <!-- no-claim: numbers of this exercise -->
#
# Write the memo to the council, in at most 400 words. Advise yes, no, or yes with rules; any of them can earn all points.
#
# - Name a threshold, or say why there is none that you would name. Give at least two numbers of your partner, or of the sheet, each with its setting, with what it was measured on and with who
#   measured it. Give one with an interval. Take no line that does not fit.
# - Name the assumption of the letter on which your advice hangs most, and the value at which your advice would turn.
# - Write two rules for the ordinance. For each, say how somebody outside the department can find out whether it is kept.
# - Put the strongest objection to your own advice, as a fair member of the council would. Say what it hits, answer it, and say what your
#   answer gives up.
#
# Your memo is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="advice" points=8
# A model answer. *I advise a trial of one year with rules, and no permanent use before it.* I have measured nothing myself. My partner's numbers come from rendered faces of nobody, with {{RECOGNISER}}, at
# thresholds chosen on other such people. They show how the parts hang together. They are no rates of your residents.
#
# Your hours fix the threshold: at the one that was chosen, the wrong names of a year are the line `names` times {{SEARCHES}}, and the line `fnir` is the share of enrolled people who were missed. The other
# adviser's setting would give the line `wrong_a_year`. By my own arithmetic that is `again` hours more than there are; one line of the sheet did not fit, and I have left it out. The step from the test gallery to
# your {{CITY}} people is arithmetic, too. Between two groups the share of flagged searches differed by `gap`, and its interval stands beside it. The groups were small: ask the vendor for the same
# measurement on booking photographs before you vote.
#
# My advice hangs on the {{ENROLLED}} of searches whose person is said to be enrolled. Nobody has counted. Below the share `turns`, more wrong people than right ones are left after a look, and I advise
# against the purchase. The county clerk could count it in the first 200 searches.
#
# Rule one: a name from a search is a lead. No arrest without other evidence that is written down before it. The public defender gets the file and lays its date beside the court's record. Rule two:
# each search leaves a file. The city's auditor draws 59 files a quarter; if one in twenty broke a rule, the auditor would see it with a chance of 95%. The vendor's own count of searches shows whether files are missing.
#
# The strongest objection hits what I count. A resident will say: you weigh hours and wrong names, and whoever is robbed while you run a trial stands in no table. I answer that nobody
# can say yet whom the search would have helped, since the share enrolled is not known; a trial is the shortest way to know. I give up the claim that caution costs nothing, and I would end the trial after the first 200 searches.
