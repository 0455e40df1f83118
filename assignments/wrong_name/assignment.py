# ---
# title: "A wrong name"
# lesson: wrong_name
# minutes: 60
# lead: Seven tasks, 20 points. Six are checked by machine, one is read by a person.
# before: "{Lesson:wrong_name}. Everything you need is Python, and the excerpts below."
# objectives:
#   - put a case in order, and say of each sentence how far it is known
#   - find the evidence that does not come from a search
#   - say what a rule would have stopped, and when that cannot be known
#   - argue whose failure it was, from what people knew then
# ---

# %% [markdown]
# {how}
#
# ## Before you begin
#
# The first two tasks are about a case that no lesson tells: Nijeer Parks was arrested in New Jersey in 2019 {claim:K37,K38}, after a
# face search. There are no pictures. If you would rather not read about an arrest, take **the made-up case** in its place: it has
# the same form, the same letters and the same points. Nobody asks why, and you need not say which you took.

# %% role="given"
from course import figures
from course.study.selfcheck import selfcheck

check = selfcheck("wrong_name")

SIX = "DBFCEA"  # the letters of the six events of task 1
EIGHT = "CGAHEBFD"  # the letters of the eight sentences of task 2
SEED = 12  # of the made-up case in the last task

# %% role="variant"
def draw(random):
    return {
        "SIX": "".join(random.permutation(list("ABCDEF"))),
        "EIGHT": "".join(random.permutation(list("ABCDEFGH"))),
        "SEED": int(random.integers(1, 10_000)),
    }

# %% [markdown]
# ## The excerpts
#
# | | who | says |
# |---|---|---|
# | E1 | a local site | the theft was on {value:K47} {claim:K47} |
# | E2 | New Jersey Monitor, a newspaper | police submitted "the blurry photo from a fake driver’s license" that the suspect had shown, and got a "possible hit" {claim:X40} |
# | E3 | Biometric Update, a trade paper | the suspect left the licence behind; police "allegedly used the license to perform a search" {claim:K39} |
# | E4 | NJ.com, an editor's note | "It is unknown which facial recognition program was used" {claim:K44} |
# | E5 | New Jersey Monitor | a sergeant, in applying for the warrant, wrote: "It is the same person." {claim:X42} |
# | E6 | NBC New York, on his suit | he was told on {value:K48} that a warrant had been issued {claim:K48}, and went to the police on {value:K37} "to clear up the mistake and was arrested" {claim:K37} |
# | E7 | New Jersey Monitor | "10 days in jail and almost 10 months under prosecution before the case was dismissed for lack of evidence" {claim:X45} |
# | E8 | Biometric Update | "held in jail for 10 days before posting bail" {claim:K40}; "The charges were dismissed by the prosecutor’s office" {claim:K41} |
# | E9 | a report of a CNN interview | "imprisoned for 11 days" {claim:X46} |
# | E10 | NBC News | he claimed that police and prosecutors "didn't bother to check fingerprints and DNA left at the scene" {claim:X43} |
# | E11 | the ACLU, on his side in court | police "concealed from the magistrate judge critical facts" {claim:K42}; the arrest "violated Mr. Parks’s constitutional rights" {claim:K43} |
# | E12 | a local site | "the Township is prevented from commenting on pending litigation" {claim:K46} |
#
# **The made-up case.** A program that searches essays for copies names a student. All of it is made up. <!-- no-claim: made up -->
#
# | | who | says |
# |---|---|---|
# | E1 | the students' paper | the essay was handed in on 3 May <!-- no-claim: made up --> |
# | E2 | the students' paper | the text that was searched came from a folder that many students shared |
# | E3 | the town's newspaper, which asked the faculty's archive | a text from a shared folder was searched |
# | E4 | the students' paper, a note of the editor | nobody knows which program was used |
# | E5 | the students' paper | in the request to the dean the tutor wrote: "It is the same text." |
# | E6 | the radio, on her complaint | she was told on 7 May that she was charged, and went to the faculty on 12 May to clear it up, and was barred <!-- no-claim: made up --> |
# | E7 | the students' paper | she was barred for 10 days; after 10 months the charge was dropped <!-- no-claim: made up --> |
# | E8 | the town's newspaper | she was barred for 10 days; the faculty dropped the charge <!-- no-claim: made up --> |
# | E9 | a blog about a television interview | she was barred for 11 days <!-- no-claim: made up --> |
# | E10 | the radio | she claimed that nobody had looked at the times of the files |
# | E11 | a students' union, on her side before the board | the tutor kept facts from the dean; her rights were violated |
# | E12 | the town's newspaper | the faculty does not comment on a complaint that is pending |

# %% [markdown] task="order"
# ## 1. In order
#
# The cell below prints six events, for the real case and for the made-up one. Set `order` to a list of the six letters, the event that
# came first in front.

# %% role="given"
EVENTS = [
    ("He spends days in jail.", "She is barred for days."),
    ("A search is made.", "A search is made."),
    ("The charges are dropped.", "The charge is dropped."),
    ("He hears of a warrant.", "She hears of a charge."),
    ("A sergeant writes: It is the same person.", "A tutor writes: It is the same text."),
    ("He goes to the police.", "She goes to the faculty."),
]
for letter in sorted(SIX):
    print(letter, " | ".join(EVENTS[SIX.index(letter)]))

# %% role="answer" task="order"
order = []
### BEGIN SOLUTION
order = [SIX[place] for place in (1, 4, 3, 5, 0, 2)]
### END SOLUTION

# %%
check("order")

# %% role="check" task="order" points=2
assert len(order) == 6 and check.same(set(order), set(SIX)), "Put each of the six letters into `order` once."

# %% role="hidden" task="order"
def check(student):
    six = GIVEN["SIX"]
    told = student.value("order")
    held, search, dropped, heard, wrote, went = six

    def letters(order):
        return [one.strip().upper() for one in order]

    def before(one, other, words):
        told.satisfies(lambda order: letters(order).index(one) < letters(order).index(other), words, like=["A"])

    told.satisfies(lambda order: sorted(letters(order)) == sorted(six), "Put each of the six letters into `order` once.", like=["A"])
    before(search, wrote, "What did the sentence “It is the same …” rest on? That came before it.")
    before(wrote, heard, "Nobody can hear of it before it was asked for.")
    before(heard, went, "Excerpt E6: what was heard first, and what was done then?")
    before(went, held, "Excerpt E6: nobody came to the door. Who went where, and what followed?")
    before(held, dropped, "Excerpt E7: how long was it between the two?")

# %% [markdown] task="status"
# ## 2. How far is it known?
#
# The cell below prints eight sentences. Set `status` to a dict that gives each letter one of these words:
#
# - `"admitted"`: an excerpt in which whoever did it, or answers for it, says so;
# - `"found"`: a court, or in the made-up case the board, says so;
# - `"reported"`: two outlets say so in their own voice. They may differ in a detail that the sentence leaves open;
# - `"alleged"`: only one party says so, whoever repeats it;
# - `"not known"`: no excerpt says so.
#
# Not every word is needed. A note that something is unknown, or that nobody comments, says nothing more than that.

# %% role="given"
SENTENCES = [
    ("The licence came from the suspect.", "The text that was searched came from a shared folder."),
    ("The program that made the search was a new one.", "The program that made the search was a new one."),
    ("Facts were kept from the judge.", "Facts were kept from the dean."),
    ("He was in jail for more than a week.", "She was barred for more than a week."),
    ("Fingerprints and DNA were not checked.", "The times of the files were not checked."),
    ("The charges were dropped.", "The charge was dropped."),
    ("The township has said that it made a mistake.", "The faculty has said that it made a mistake."),
    ("His rights were violated.", "Her rights were violated."),
]
for letter in sorted(EIGHT):
    print(letter, " | ".join(SENTENCES[EIGHT.index(letter)]))

# %% role="answer" task="status"
status = {}
### BEGIN SOLUTION
status = dict(zip(EIGHT, ["reported", "not known", "alleged", "reported", "alleged", "reported", "not known", "alleged"]))
### END SOLUTION

# %%
check("status")

# %% role="check" task="status" points=4
assert check.same(set(dict(status)), set(EIGHT)), "Give each of the eight letters a word."
for _word in dict(status).values():
    assert any(check.same(_word, _one) for _one in ("admitted", "found", "reported", "alleged", "not known")), "Use the five words of the text."

# %% role="hidden" task="status"
def check(student):
    answer = student.value("status")
    told = answer.entries(dict.fromkeys(GIVEN["EIGHT"], ""))
    answer.satisfies(lambda told: len(told) == 8, "Give each of the eight letters a word, and nothing else.", like={})
    key = [
        ("reported", "Excerpts E2 and E3: what do both say in their own voice? “Allegedly”, where it stands, is said of the search."),
        ("not known", "Excerpt E4 says only that something is not known. What then can be said of the program?"),
        ("alleged", "Excerpt E11: who says that facts were kept back, and on whose side do they stand?"),
        ("reported", "Excerpts E7, E8 and E9 differ in a day. Does the sentence depend on that day?"),
        ("alleged", "Excerpt E10: an outlet writes “claimed”. Whose claim is it?"),
        ("reported", "Excerpts E7 and E8: how many outlets say in their own voice how it ended?"),
        ("not known", "Excerpt E12: does somebody who does not comment say anything?"),
        ("alleged", "Excerpt E11: a brief is what a side tells a court or a board. Has anybody decided?"),
    ]
    for letter, (word, message) in zip(GIVEN["EIGHT"], key, strict=True):
        told[letter].equals(word, message)

# %% [markdown] task="independent"
# ## 3. What does not come from the search?
#
# `evidence` is a dict. Each piece of evidence has a list of the pieces that it comes from, such as
# `{"still": [], "search": ["still"], "pick": ["search", "memory"], "memory": []}`. Nothing comes from itself, and a list may name
# pieces that are no key of the dict.
#
# Write `independent(evidence, source)`: the list of the keys that do **not** come from `source`, neither directly nor through others, in the
# dict's order. `source` itself is not in the list. A piece that comes from `source` **and** from something else does come from it.

# %% role="answer" task="independent"
def independent(evidence, source):
    """The keys of `evidence` that do not come from `source`, in order."""
    ### BEGIN SOLUTION
    follows = {source}
    for _ in evidence:
        follows |= {name for name, sources in evidence.items() if follows & set(sources)}
    return [name for name in evidence if name not in follows]
    ### END SOLUTION

# %%
check("independent")

# %% role="check" task="independent" points=4
_small = {"still": [], "search": ["still"], "pick": ["search", "memory"], "memory": [], "warrant": ["pick"]}
assert check.same(independent(_small, "search"), ["still", "memory"]), "What comes from the search, directly or through others, is left out."
assert check.same(independent(_small, "warrant"), ["still", "search", "pick", "memory"]), "Nothing here comes from the warrant."

# %% role="hidden"
import numpy as np


def tangle(random, size):
    """Evidence in a random order: each piece comes from some of those drawn before it, and perhaps from outside."""
    names = [f"e{number}" for number in random.permutation(size)]
    made = {}
    for place, name in enumerate(names):
        sources = [one for one in names[:place] if random.random() < 1.4 / max(place, 1)]
        made[name] = sources + (["a rumour"] if random.random() < 0.2 else [])
    return {name: made[name] for name in random.permutation(names).tolist()}


def after(evidence, source):
    found, ahead = set(), [source]
    while ahead:
        one = ahead.pop()
        new = {name for name, sources in evidence.items() if one in sources} - found
        found |= new
        ahead += new
    return found

# %% role="hidden" task="independent"
def check(student):
    row = {f"s{n}": [f"s{n - 1}"] if n else [] for n in range(30)}
    cases = [
        ({"b": [], "a": [], "search": ["rumour"], "name": ["search"]}, "search", "What comes from the source is left out; what does not come from it stays. A piece from outside is no key."),
        ({"still": [], "search": ["still"], "copy": ["still"], "pick": ["search"]}, "search", "What comes from the same picture as the search does not come from the search."),
        ({"search": [], "memory": [], "pick": ["memory", "search"]}, "search", "A piece that comes from the search and from something else does come from it."),
        ({"search": [], "name": ["search"], "pick": ["name"], "warrant": ["pick"], "alibi": []}, "search", "Follow the steps to the end: what comes from something that comes from the search comes from it, too."),
        ({"search": [], "tip": [], "arrest": ["tip"]}, "tip", "The source is the one that you are given, whatever it is called."),
        (dict(reversed(row.items())), "s3", "Follow the steps to the end, in whatever order the dict has them."),
    ]
    for evidence, source, words in cases:
        expected = [name for name in evidence if name != source and name not in after(evidence, source)]
        reply = student.call("independent", evidence, source).spelt(evidence)
        reply.satisfies(lambda told: set(told) - {source} == set(expected), words, like=[""])
        reply.satisfies(lambda told: source not in told, "The source itself is not in the list.", like=[""])
        reply.equals(expected, "A list, in the dict's order.")
    for size in (1, 5, 12, 25):
        for _ in range(4):
            evidence = tangle(student.random, size)
            source = str(student.random.choice(list(evidence)))
            expected = [name for name in evidence if name != source and name not in after(evidence, source)]
            reply = student.call("independent", evidence, source).spelt(evidence)
            reply.satisfies(lambda told: set(told) == set(expected), "What comes from the source, directly or through others, is left out; the rest stays.", like=[""])
            reply.equals(expected, "A list, in the dict's order.")
            reply.leaves_arguments("Do not change the dict that you are given.")

# %% [markdown] task="stops"
# ## 4. Would the rule have stopped it?
#
# A rule is a dict such as `{"step": "lineup", "needs": ["was there", "other evidence"]}`: it forbids the step unless **all** that it needs is so.
# A record is a dict with two dicts: `record["taken"]` says of steps whether they were taken, and `record["facts"]` what was so. Both
# hold `True`, `False` or `None`; `None`, or no entry, means that the record is silent.
#
# Write `stops(rule, record)`. It returns
#
# - `"stopped"`: the step was taken, and something that the rule needs was not so;
# - `"not stopped"`: the step was not taken, or all that the rule needs was so;
# - `"cannot know"`: the record leaves open which of the two it is.

# %% role="answer" task="stops"
def stops(rule, record):
    """`stopped`, `not stopped` or `cannot know`."""
    ### BEGIN SOLUTION
    taken = record["taken"].get(rule["step"])
    needs = [record["facts"].get(name) for name in rule["needs"]]
    if taken is False or all(needs):
        return "not stopped"
    return "stopped" if taken and False in needs else "cannot know"
    ### END SOLUTION

# %%
check("stops")

# %% role="check" task="stops" points=3
_rule = {"step": "lineup", "needs": ["was there", "other evidence"]}
_record = {"taken": {"lineup": True}, "facts": {"was there": True, "other evidence": False}}
assert check.same(stops(_rule, _record), "stopped"), "The step was taken, and one thing that the rule needs was not so."
assert check.same(stops(_rule, {"taken": {"lineup": True}, "facts": {"was there": True}}), "cannot know"), "The record is silent on something that decides."
assert check.same(stops(_rule, {"taken": {"lineup": False}, "facts": {}}), "not stopped"), "The step was not taken."

# %% role="hidden" task="stops"
def check(student):
    import itertools

    names = ["was there", "other evidence"]
    for taken, one, other in itertools.product([True, False, None, "no entry"], repeat=3):
        record = {
            "taken": {} if taken == "no entry" else {"arrest": taken},
            "facts": {name: value for name, value in zip(names, (one, other), strict=True) if value != "no entry"},
        }
        step, facts = record["taken"].get("arrest"), [record["facts"].get(name) for name in names]
        if step is False:
            expected, words = "not stopped", "A step that was not taken is not stopped, whatever else was so."
        elif facts == [True, True]:
            expected, words = "not stopped", "All that the rule needs was so: then it stops nothing, whether or not the step was taken."
        elif step is None:
            expected, words = "cannot know", "Nobody knows whether the step was taken. Could it have been stopped?"
        elif False in facts:
            expected, words = "stopped", "One thing that the rule needs was not so. Does it matter what else the record leaves open?"
        else:
            expected, words = "cannot know", "The record is silent on something that the rule needs. Silence is neither yes nor no."
        student.call("stops", {"step": "arrest", "needs": names}, record).equals(expected, words, among=["stopped", "not stopped", "cannot know"])
    for size in (0, 1, 3):
        needs = [f"n{i}" for i in range(size)]
        record = {"taken": {"arrest": True}, "facts": dict.fromkeys(needs, True)}
        student.call("stops", {"step": "arrest", "needs": needs}, record).equals("not stopped", "All that the rule needs was so: then it stops nothing, whether or not the step was taken.")

# %% [markdown] task="untold"
# ## 5. Known, and not told <!-- no-claim: days of this exercise -->
#
# Who asks for a warrant decides what the magistrate will know. `known` is a dict from each fact to the day on which the
# detective learnt it, written as `"2019-07-03"`. `told` is a list of the facts in the request. `day` is the day of the request.
#
# Write `untold(known, told, day)`: the list of facts that the detective knew by the end of that day and did not tell, those learnt first in
# front; facts of one day stay in the dict's order. What was learnt afterwards was not held back.

# %% role="answer" task="untold"
def untold(known, told, day):
    """What was known on `day` and not told, in the order in which it was learnt."""
    ### BEGIN SOLUTION
    kept_back = [fact for fact, learnt in known.items() if learnt <= day and fact not in told]
    return sorted(kept_back, key=known.get)
    ### END SOLUTION

# %%
check("untold")

# %% role="check" task="untold" points=2
_known = {"the guard was not there": "2019-07-01", "a search gave the name": "2019-03-05", "he was elsewhere": "2020-01-10"}
assert check.same(untold(_known, [], "2019-08-01"), ["a search gave the name", "the guard was not there"]), "Only what was known by then, those learnt first in front."
assert check.same(untold(_known, ["a search gave the name"], "2019-07-01"), ["the guard was not there"]), "What was told is not held back; what was learnt on that day was known."

# %% role="hidden" task="untold"
def check(student):
    def expected(known, told, day):
        return sorted((fact for fact in known if known[fact] <= day and fact not in told), key=known.get)

    for size in (0, 3, 8, 20):
        facts = [f"f{number}" for number in student.random.permutation(size)]
        days = [f"2019-{int(m):02d}-{int(d):02d}" for m, d in zip(student.random.integers(1, 5, size), student.random.integers(1, 6, size), strict=True)]
        known = dict(zip(facts, days, strict=True))
        told = [fact for fact in facts if student.random.random() < 0.3]
        for day in ["2018-12-31", "2019-12-31", *days[:3]]:
            reply = student.call("untold", known, told, day).spelt(facts)
            right = expected(known, told, day)
            late = {fact for fact in known if known[fact] > day}
            same_day = {fact for fact in known if known[fact] == day} - set(told)
            for holds, words in (
                (lambda got: not set(got) & late, "What was learnt after the day of the request was not held back."),
                (lambda got: not set(got) & set(told), "What was told was not held back."),
                (lambda got: same_day <= set(got), "What was learnt on the day of the request was known by then."),
                (lambda got: sorted(got) == sorted(right), "Everything that was known by then and not told."),
            ):
                reply.satisfies(holds, words, like=[""])
            reply.equals(right, "A list: those learnt first in front, facts of one day in the dict's order.")

# %% [markdown] task="fraction"
# ## 6. May it be divided?
#
# A count is a dict: `{"place": "one city", "years": "2018", "complete": True}`. `"complete"` says whether everything of its kind was counted.
#
# Write `objections(top, bottom)`: the list of reasons why `top` divided by `bottom` is no rate, in this order: `"top not complete"`,
# `"bottom not complete"`, `"places differ"`, `"years differ"`. If the list is empty, the fraction may be written.

# %% role="answer" task="fraction"
def objections(top, bottom):
    """The reasons against writing top / bottom; an empty list if there is none."""
    ### BEGIN SOLUTION
    found = {
        "top not complete": not top["complete"],
        "bottom not complete": not bottom["complete"],
        "places differ": top["place"] != bottom["place"],
        "years differ": top["years"] != bottom["years"],
    }
    return [reason for reason, holds in found.items() if holds]
    ### END SOLUTION

# %%
check("fraction")

# %% role="check" task="fraction" points=1
_all = {"place": "one city", "years": "2018", "complete": True}
assert check.same(objections(_all, _all), []), "Nothing speaks against this one."
assert check.same(objections({**_all, "complete": False}, {**_all, "years": "2019"}), ["top not complete", "years differ"]), "Every reason that holds, in the order of the text."

# %% role="hidden" task="fraction"
def check(student):
    import itertools

    counts = [{"place": p, "years": y, "complete": c} for p, y, c in itertools.product(["a city", "a country"], ["2018", "2019 to 2025"], [True, False])]
    words = {
        "top not complete": "Is everything counted that should stand on top?",
        "bottom not complete": "Is everything counted that should stand below?",
        "places differ": "Compare the places of the two counts.",
        "years differ": "Compare the years of the two counts.",
    }
    for top, bottom in itertools.product(counts, repeat=2):
        holds = [not top["complete"], not bottom["complete"], top["place"] != bottom["place"], top["years"] != bottom["years"]]
        reply = student.call("objections", top, bottom).spelt(words)
        reply.satisfies(lambda told: set(told) <= set(words), f"Another reason came back than those of the task: {', '.join(words)}.", like=[""])
        if not any(holds):
            reply.equals([], "Where no reason holds, the list is empty.", edge=True)
        for (reason, message), true in zip(words.items(), holds, strict=True):
            reply.satisfies(lambda told: (reason in told) == true, message, like=[""])
        reply.equals([reason for reason, true in zip(words, holds, strict=True) if true], "A list of every reason that holds, in the order of the text.")

# %% [markdown]
# Now try it on two counts that are often put beside each other: the wrongful arrests that one newspaper could find, at least {value:X97} in the whole country
# {claim:X97}, and the arrests after a search in one city in one year, {value:K50[2]} {claim:K50}.

# %%
found_by_a_newspaper = {"place": "United States", "years": "up to January 2025", "complete": False}
arrests_in_a_year = {"place": "New York", "years": "2018", "complete": True}
objections(found_by_a_newspaper, arrests_in_a_year)

# %% [markdown]
# ## 7. Whose failure?
#
# Take Nijeer Parks's case, the made-up case of the essay, or the one that the next cell prints: there it *was* him. In at most 250 words:
# **who is answerable for what happened, and why?** One person, several, or nobody.
#
# - Give the **principle** that decides it, in one sentence that names no person, and one other case that it decides too.
# - Rest on at least two **grounds** from the excerpts or the case, and say of each how far it is known.
# - Judge by what people could know **then**.
# - Put the **strongest objection** to your answer, and reply to it. Say what you concede.
#
# No answer to the question is the right one. Your essay is read beside a rubric, which comes with the assignment.

# %% role="given"
figures.chain.whole("bakery", SEED)

# %% [markdown] role="essay" task="whose" points=4
# A model answer, one of several that would earn as much. *Who signs for a fact answers for having looked at it.* The sergeant who wrote
# "It is the same person" (reported by one newspaper) {claim:X42} had a "possible hit" in his hand {claim:X40}. He knew the difference
# between the two on the day he wrote, whatever came out later. So he is answerable, fully. The principle reaches further than I
# like: a doctor who signs a colleague's finding unread answers for it, too. It also reaches the judge, if the judge signed without asking;
# what the judge was told is only alleged {claim:K42}, so I leave that open. The strongest objection: he worked as everybody there
# worked, and an office that hands out a name with no rule for what must follow has made his mistake before him. I concede that
# whoever set up the office is answerable as well, and fully: two who each could have stopped it are not half to blame each. But the
# objection does not free him. No rule made him write "is" where the result said "possible". To punish him and leave the office as it
# is would still be the wrong lesson.
