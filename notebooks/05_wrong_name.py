# ---
# title: "A wrong name"
# about: "two arrests in eight decisions each, stills and a lineup measured, eight rules, whose failure"
# minutes: 85
# lead: From a picture to a cell in eight decisions. What did each person know then, and what would you have done?
# before: "{Lesson:identification}. You should know gallery, candidate list, FPIR, and what a list of the best always does."
# objectives:
#   - follow a name from a picture to a cell, and say at each step who decided, on what, and how far it is known
#   - measure how often a search finds the right person, and a wrong one, with a camera's stills of three qualities
#   - separate evidence that follows from a search from evidence that does not, and measure why it matters
#   - say which rule would have stopped which case, and what nobody can know
#   - say why many people can be fully answerable for one failure
# ---

# %%
import numpy as np
import pandas as pd

from course import faces, figures
from course.figures.words import say, spread
from course.judgement import chain, lineup, stills
from course.judgement.journal import fold, outcomes, predict, record
from course.study.do import doing
from course.study.quiz import quiz

do = doing("wrong_name")
FIRST, SECOND = "williams", "woodruff"

# %% [markdown]
# ## Before you begin
#
# This lesson follows two people who were arrested though they had done nothing. It tells of an arrest at home and of a
# night in a cell. It has no pictures and no sound of either. It takes about an hour.
#
# If you would rather not read about that, put `FIRST, SECOND = "ward", "file"` into the cell above and run it. Then the
# same eight steps are about a hospital and a debt, both made up. The assignment offers the same choice. Nobody asks why.
#
# The people in the two cases are real, and speak of it in public. We use their words. Officers are not named here: the
# question is what a person in that place should do.

# %%
chain.chain(FIRST)

# %% [markdown]
# ## Eight decisions
#
# Nobody decides to arrest the wrong person. Somebody decides to search a picture. Somebody else decides what goes on the
# list. At the end a man sits in a cell. Between the two lie eight decisions.
#
# At each one you read what the person deciding knew **then**. Type a letter and a reason, and run the cell. After that
# you see what happened, and how far it is known:
#
# - **admitted**: whoever did it, or answers for it, says so;
# - **found**: a court says so;
# - **reported**: two reports say so that do not rest on one another;
# - **alleged**: one party says so;
# - **not known**: no text that was read says so.
#
# Try these five words first. Which one belongs to each sentence? All four are made up. <!-- no-claim: made up -->

# %% role="do" task="status"
status = {
    "The department's own report says: we searched his licence photograph.": "",
    "His suit says that he was left without water for a night.": "",
    "Two papers, each from a witness of its own, tell of a second car.": "",
    "Three texts give the length of the list, and none says where it has it from.": "",
}
### BEGIN SOLUTION
status = dict(zip(status, ["admitted", "alleged", "reported", "not known"], strict=True))
### END SOLUTION
do("status")

# %% role="hidden" task="status"
def check(student):
    told = [str(word).strip().lower() for word in student.value("status").get().values()]
    words = ("admitted", "found", "reported", "alleged", "not known")
    for place, (due, why) in enumerate((("admitted", "Who says so? It is the one who did it."),
                                        ("alleged", "A suit is what one party says. No court has found it."),
                                        ("reported", "Two reports that do not rest on one another."),
                                        ("not known", "How many texts say so does not count. Does one of them have a source?"))):
        student.value("status").satisfies(lambda _, place=place: told[place] in words, f"Sentence {place + 1}: write one of {', '.join(words)}.")
        student.value("status").satisfies(lambda _, place=place, due=due: told[place] == due, f"Sentence {place + 1}: {why}")

# %% role="wrong" task="status" says="How many texts say so does not count"
status = dict(zip(status, ["admitted", "alleged", "reported", "reported"], strict=True))

# %% role="wrong" task="status" says="No court has found it"
status = dict(zip(status, ["admitted", "found", "reported", "not known"], strict=True))

# %% [markdown]
# Every choice below is one that a decent person could make. Nothing is scored, and your answers stay on this machine. Your first
# answer stays, so decide before you look.

# %%
chain.show(FIRST, "image")

# %%
chain.decide(FIRST, "image", choice="", because="")

# %%
chain.show(FIRST, "gallery")

# %%
chain.decide(FIRST, "gallery", choice="", because="")

# %%
chain.show(FIRST, "list")

# %%
chain.decide(FIRST, "list", choice="", because="")

# %% [markdown]
# What is *not known* here matters as much as what is. Texts about this case sometimes give a rank or a length of the
# list. In none of the texts that were read does either have a source, {open:X04}.

# %%
chain.show(FIRST, "lineup")

# %%
chain.decide(FIRST, "lineup", choice="", because="")

# %%
chain.show(FIRST, "warrant")

# %%
chain.decide(FIRST, "warrant", choice="", because="")

# %%
chain.show(FIRST, "door")

# %%
chain.decide(FIRST, "door", choice="", because="")

# %%
chain.show(FIRST, "room")

# %%
chain.decide(FIRST, "room", choice="", because="")

# %%
chain.show(FIRST, "after")

# %%
chain.decide(FIRST, "after", choice="", because="")

# %% [markdown]
# Here is the whole chain. Open a step with the mouse, or with Tab and Enter.

# %%
figures.chain.walk(FIRST)

# %% [markdown]
# ## What comes from what?
#
# By the time of the warrant there were a search, a name, and a pick from six photographs. That looks like three pieces of
# evidence. How many of them could have turned out otherwise, had the search named somebody else? Put in a number from 0 to 3.

# %%
predict("wrong-name-pieces", ..., between=(0, 3))

# %%
fold("wrong-name-pieces", lambda: figures.chain.evidence(FIRST))

# %% [markdown]
# A piece of evidence is **independent** of a search if it does not come from it, neither directly nor through something else.
# Two findings count as two only if the second could have contradicted the first.
#
# Another case, made up. A shop is robbed, and a search of its camera's picture gives a name. Then come: <!-- no-claim: made up -->
#
# - **a**: the cashier picks that person out of six photographs;
# - **b**: the telephone company says where that person's telephone was at the time;
# - **c**: the analyst looks at the two pictures again, and still thinks that they show one person;
# - **d**: a fingerprint on the till is compared with all that the police have on file, and one is that person's.
#
# Which of them could have told the police that the name is wrong, although it was the search that chose whom to ask about? Put their letters
# into the list.

# %% role="do" task="independent"
independent = []
### BEGIN SOLUTION
independent = ["b", "d"]
### END SOLUTION
do("independent")

# %% role="hidden" task="independent"
def check(student):
    told = {str(letter).strip().lower() for letter in student.value("independent").get("A list of letters is asked for.")}
    student.value("independent").satisfies(lambda _: told <= set("abcd"), "The letters are a, b, c and d.")
    student.value("independent").satisfies(lambda _: "c" not in told, "c: the same eyes look at the same two pictures. What could they learn that is new?")
    student.value("independent").satisfies(
        lambda _: "a" not in told, "a: the cashier was there, and yet the search has put a face before her that is like the one she saw. She is asked its question again.")
    student.value("independent").satisfies(
        lambda _: "b" in told, "b: the name told the police whom to ask about. But what the company has on record does not come from the search.")
    student.value("independent").satisfies(lambda _: "d" in told, "d: the fingerprint was compared with everybody on file. Does it know of the name?")

# %% role="wrong" task="independent" says="asked its question again"
independent = ["a", "b", "d"]

# %% role="wrong" task="independent" says="does not come from the search"
independent = ["d"]

# %% role="wrong" task="independent" says="that is new"
independent = ["b", "c", "d"]

# %% [markdown]
# ## Your rule
#
# Write one rule, in one sentence, that would have stopped this.

# %%
predict("wrong-name-rule", "")

# %% [markdown]
# ## A second case
#
# Three years later, in the same city. {claim:K25} Keep your rule in mind.

# %%
chain.chain(SECOND)

# %%
chain.show(SECOND, "image")

# %%
chain.decide(SECOND, "image", choice="", because="")

# %%
chain.show(SECOND, "gallery")

# %%
chain.decide(SECOND, "gallery", choice="", because="")

# %%
chain.show(SECOND, "list")

# %%
chain.decide(SECOND, "list", choice="", because="")

# %%
chain.show(SECOND, "lineup")

# %%
chain.decide(SECOND, "lineup", choice="", because="")

# %%
chain.show(SECOND, "warrant")

# %%
chain.decide(SECOND, "warrant", choice="", because="")

# %%
chain.show(SECOND, "door")

# %%
chain.decide(SECOND, "door", choice="", because="")

# %%
chain.show(SECOND, "room")

# %%
chain.decide(SECOND, "room", choice="", because="")

# %%
chain.show(SECOND, "after")

# %%
chain.decide(SECOND, "after", choice="", because="")

# %% [markdown]
# Does your rule hold? Read it again before you go on.

# %%
fold("wrong-name-rule", lambda: figures.chain.evidence(SECOND))

# %% [markdown]
# ## The picture: measure it
#
# Behind two arrests in Detroit stood a search that began with a camera's video {claim:K58,X26,K22}. What was found were pictures of another kind: the
# photograph of a driving licence {claim:K59,K60}, and one {value:K66} years old {claim:K66,K67}. So far we have searched ordinary pictures among
# ordinary pictures. What does such a still do to a search?
#
# The cast has stills, too. A shop's camera looks from above, through a wide lens, and one exposure serves everybody. Each still is there in three
# qualities: `good`, `middle` and `poor`. They show the same moment, and differ in pixels, blur, motion, noise and compression. Some people wear a cap
# or a hood. The gallery is made of card pictures: frontal and evenly lit, one a person.

# %%
searches = stills.search("sface")
poor, people = searches.of("poor"), searches.table.subject.nunique()
say(f"**{people}** people of the evaluation half, and **{len(poor) // people}** stills of each in each quality. SFace searches them among the "
    f"cards of **{searches.people:,}** people. Beside them, as `photograph`: as many ordinary pictures of the same people.")
figures.stills.beside_card("eu-m-004")

# %% [markdown]
# First, everybody on the stills is enrolled. In how many of a hundred searches with a **poor** still is the person's own card the first on the list?

# %%
predict("wrong-name-still", ..., between=(0, 100))

# %%
first = poor.rate(~poor.missed(listed=1)).estimate
fold("wrong-name-still", lambda: figures.stills.became(searches), outcome=f"{100 * first:.0f} of 100",
     failed=f"{poor.failed().sum()}", poor=f"{len(poor):,}", spread=spread(poor.rate(poor.missed(listed=10))))

# %% [markdown]
# Whoever reports how often a search misses can easily report too little. Try it. `place` has an entry for each search: the place of the person's own
# card on the whole list, 1 for the first. Where no face was found there is no list, and the entry is NaN, "not a number". Every comparison with
# NaN is false: `place > 10` and `place <= 10` both. <!-- no-claim: a property of numpy -->
#
# Write the share of **all** these searches in which the person is not among the first `listed`.

# %% role="do" task="missed"
def missed(place, listed):
    """Share of the searches for somebody enrolled whose list of so many places does not hold the person."""
    ### BEGIN SOLUTION
    return np.mean(~(place <= listed))
    ### END SOLUTION


do("missed")

# %% role="hidden" task="missed"
def check(student):
    import numpy as np

    place = np.array([1, 3, np.nan, 12, 10, np.nan, 2, 1, 40, 7])
    got = student.call("missed", place, 10).get("A share, a number from 0 to 1.")
    why = {0.2: "Where no face was found, the person was not found either. `place > listed` is false there.",
           0.25: "The searches in which no face was found are left out. Somebody asked for them, and they missed the person.",
           0.5: "Place ten is still on a list of ten.", 0.6: "That is the share of the searches that do hold the person.",
           4: "By search: divide by the number of searches."}
    student.call("missed", place, 10).close_to(0.4, why.get(round(float(got), 4), "Of all searches: those with a place beyond the list, and those with no place."))
    for _ in range(3):
        place = np.where(student.random.uniform(size=30) < 0.2, np.nan, student.random.integers(1, 40, 30))
        student.call("missed", place, 5).close_to(float(np.mean(~(place <= 5))), "For any length of the list, over all searches.")

# %% role="wrong" task="missed" says="the person was not found either"
def missed(place, listed):
    return np.mean(place > listed)

# %% role="wrong" task="missed" says="are left out"
def missed(place, listed):
    found = place[~np.isnan(place)]
    return np.mean(found > listed)

# %% role="wrong" task="missed" says="still on a list of ten"
def missed(place, listed):
    return np.mean(~(place < listed))

# %% role="wrong" task="missed" says="that do hold the person"
def missed(place, listed):
    return np.mean(place <= listed)

# %% [markdown]
# A list of the ten nearest is always full. A threshold can empty it. We take the four of {lesson:identification}. And there is the other error:
# take the person's own card out of the gallery, and every name is a wrong one. A search that found no face counts in both rates. It misses who is
# there, and names nobody.

# %%
rates = {}
for quality in searches.qualities:
    one = searches.of(quality)
    for name, threshold in stills.settings("sface").items():
        rates.setdefault(("FNIR, R = 10", quality), {})[name] = spread(one.rate(one.missed(threshold)))
        rates.setdefault(("FPIR", quality), {})[name] = spread(one.rate(one.named(threshold)))
pd.DataFrame(rates).T.sort_index(level=0, sort_remaining=False)

# %% [markdown]
# In brackets stands the interval over the people searched ({lesson:thresholds}). Where a share is 0% or 100%, drawing people again shows nothing, and
# three divided by their number stands in. <!-- no-claim: the rule of three --> So the interval of a 0% can be wider than that of a 1%: close to the ends
# the bootstrap's is too narrow. Read one column from top to bottom, first in one rate, then in
# the other. The poorer the picture, the larger **all** distances: to the person's own card, and to everybody else's. So with one threshold wrong names
# become rarer, and right names, too. Somebody who is shown only the FPIR would say that poor stills are the safe ones.

# %%
default = stills.settings("sface")["default"]
say(f"With a poor still and DeepFace's default, the person is among ten names in **{spread(poor.rate(~poor.missed(default)))}** of the searches for somebody "
    f"enrolled, and somebody wrong is named in **{spread(poor.rate(poor.named(default)))}** of those for somebody who is not. Without a threshold it is "
    f"**{spread(poor.rate(~poor.missed()))}**, and **{spread(poor.rate(~poor.failed()))}**: a list of the ten nearest is full wherever a face is found.")

# %% [markdown]
# And an old card? One of the pictures found was {value:K66} years old {claim:K66,K67}. For some of our people there is a card picture with the
# age set as many years lower. Put it into the gallery in place of their card.

# %%
old = stills.search("sface", younger=True)
now = searches.only(old.table.subject)
pd.DataFrame({f"first on the list, {name}": {quality: spread(one.of(quality).rate(~one.of(quality).missed(listed=1))) for quality in one.qualities}
              for name, one in (("the card of today", now), ("the old one", old))})

# %%
say(f"These are {old.table.subject.nunique()} people. Look at the brackets before you say that the age of the card matters. And only what the head model "
    "knows of age differs here: shape and a few lines.")

# %% [markdown]
# **What do you think:** what may an office do with a still like the poor one?
#
# - *Search it.* Some lists do hold the person. A name is a lead that can be checked, and without it the case may end here.
# - *Do not.* Most lists hold only others, and no list shows which kind it is. Whoever checks a name looks at the same poor picture again.
#
# No number says where to stop. Somebody has to write down the lowest quality **before** there is a still. Who?

# %% [markdown]
# ## A witness who was there: measure it
#
# A search looks for the face in its gallery that is most like the picture. If the culprit is not in the gallery, it finds
# somebody who looks like the culprit. Then a witness who saw the culprit is asked who looks like the culprit.
#
# Try it on the cast. Each known person is the culprit once, and is **not** in the gallery. SFace searches a picture
# of the culprit among other people. The first on its list becomes the suspect. Every suspect is innocent. Dlib
# plays the witness: it remembers *another* picture of the culprit, and knows nothing of the search. It sees the suspect
# among five others who fit the culprit's description, and picks the face nearest to its memory. The description is rough: morph target and sex. A suspect
# whom the search found need not fit it.

# %%
small, large = lineup.scene(gallery="known"), lineup.scene(gallery="stranger")
say(f"**{len(small.culprits)}** culprits, and two galleries: **{len(small.gallery) - 1}** other known "
    f"people, or **{len(large.gallery):,}** strangers. A lineup is one innocent suspect and "
    f"{lineup.FILLERS} fillers who fit the culprit's description.")

# %% [markdown]
# Here is one such lineup, from the smaller gallery. On the left is the culprit, as the camera saw them. Whom would you pick?

# %%
who, random = 131, np.random.default_rng(9)
rows = lineup.lineup(small, who, "search", "description", random)
order = random.permutation(6).tolist()
images = [small.culprits.image.iloc[who], *small.gallery.image.iloc[rows[order]]]
figures.pictures.faces(faces.load(), images, ["the culprit", *"123456"], columns=7)

# %% [markdown]
# None of the six is the culprit. In how many of a hundred such lineups will the witness pick the suspect? By chance it
# would be about one in six.

# %%
predict("wrong-name-picked", ..., between=(0, 100))

# %%
ways = {"suspect drawn by the description": (large, "description", "description"),
        "found by a search, small gallery": (small, "search", "description"),
        "found by a search, large gallery": (large, "search", "description"),
        "the same, fillers from its list": (large, "search", "search"),
        "the suspect is the culprit": (large, "culprit", "description")}
rates = {name: lineup.rate(lineup.picked(*how)) for name, how in ways.items()}
blind, first, found, both, guilty = (one.estimate for one in rates.values())
fold("wrong-name-picked", lambda: figures.chain.picks(rates), suspect=1 + order.index(0),
     outcome=f"{100 * first:.0f} and {100 * found:.0f}, in the two galleries")

# %% [markdown]
# What is such a pick worth as evidence?

# %%
from_its_list = lineup.rate(lineup.picked(large, "culprit", "search")).estimate  # a culprit among such fillers, too
times = {"blind": guilty / blind, "found": guilty / found, "both": from_its_list / both}
fold("wrong-name-picked:worth", **{name: f"{ratio:.1f}" for name, ratio in times.items()})

# %% [markdown]
# Put numbers to it. Say that before the lineup one in three such suspects is the culprit: the odds are 1 to 2. <!-- no-claim: made-up odds -->
# A pick multiplies the odds by how many times as frequent it is for a culprit. Odds of x to 1 are a chance of x / (1 + x).
#
# `guilty`, `blind` and `found` hold how often the suspect is picked: a culprit; an innocent one drawn by the description; an innocent one found by
# the search of the large gallery. Put in the chance after a pick, for the second way and for the third.

# %% role="do" task="after"
after = {"by the description": ..., "by the search": ...}
### BEGIN SOLUTION
after = {name: 0.5 * guilty / rate / (1 + 0.5 * guilty / rate) for name, rate in zip(after, (blind, found), strict=True)}
### END SOLUTION
do("after")

# %% role="hidden"
import functools

from course.judgement import lineup


@functools.cache
def frequencies():
    """How often a culprit is picked, an innocent suspect drawn by the description, and one found by the search."""
    large = lineup.scene(gallery="stranger")
    return [lineup.rate(lineup.picked(large, suspect, "description")).estimate for suspect in ("culprit", "description", "search")]

# %% role="hidden" task="after"
def check(student):
    told = student.value("after").get()
    guilty, *innocent = frequencies()
    for name, rate in zip(("by the description", "by the search"), innocent, strict=True):
        odds = 0.5 * guilty / rate
        got = told[name]
        why = ("These are odds. A chance is x / (1 + x)." if abs(got - odds) < 0.01 else
               "That leaves out what was known before the lineup: the odds of 1 to 2." if abs(got - guilty / (guilty + rate)) < 0.01 else
               "The odds before, times the one frequency divided by the other.")
        student.value("after").satisfies(lambda _, got=got, odds=odds: abs(got - odds / (1 + odds)) < 0.005, f"{name}: {why}")

# %% role="wrong" task="after" says="These are odds"
after = {name: 0.5 * guilty / rate for name, rate in zip(after, (blind, found), strict=True)}

# %% role="wrong" task="after" says="what was known before the lineup"
after = {name: guilty / (guilty + rate) for name, rate in zip(after, (blind, found), strict=True)}

# %% [markdown]
# What this does not show: how often *people* err. Dlib is no witness, and these faces are nobody's. Two networks may
# find the same faces alike. People forget, and may be told things. The direction holds wherever the second
# look goes by likeness. The sizes belong to this cast.
#
# In a study with people, those who chose from lists that a face search had made erred in {value:K52} of the trials with
# adult faces {claim:K52}. Passport officers did no better than students; trained examiners were
# {value:K53} points better {claim:K53}.
#
# ## What would have stopped it?
#
# Eight rules, two cases. For each rule: would it have **stopped** the case as the record tells it, **not stopped** it, or can
# nobody know? A rule stops a case when the record says that something which the rule asks for was not so.

# %%
for rule in chain.rules():
    say(f"**{rule.id}.** {rule.text}")

# %% [markdown]
# Guess first: for how many of the eight does the record decide?

# %%
predict("wrong-name-decided", ..., between=(0, 8))

# %%
chain.try_rules({
    "R1": ["", ""],
    "R2": ["", ""],
    "R3": ["", ""],
    "R4": ["", ""],
    "R5": ["", ""],
    "R6": ["", ""],
    "R7": ["", ""],
    "R8": ["", ""],
}, [FIRST, SECOND])

# %%
fold("wrong-name-decided")

# %% [markdown]
# ## The tool, or its use?

# %%
figures.cases.sides("technology-or-use")

# %% [markdown]
# The police's own case, at its strongest. New York's police commissioner wrote that face search had proved its worth since
# {value:K51}, with safeguards {claim:K51}. He counted {value:K50[2]} arrests after {value:K50[0]} requests in one year
# {claim:K50}. Witnesses err without any machine: mistaken identity, he argued, stood behind {value:K72} of the false convictions that
# one group recorded, and face search can make it rarer {claim:K72}. His department said that nobody was ever arrested on a match alone
# {claim:X83}.
#
# ## Whose failure?
#
# Give each of them 0 to 5 for the first case: 0 is not answerable, 5 is fully answerable. The numbers need not add up to
# anything.

# %%
predict("wrong-name-hands", {
    "who asked for the search": ...,
    "the office with the gallery": ...,
    "the analyst": ...,
    "the detective": ...,
    "the chooser": ...,
    "the prosecutor": ...,
    "the magistrate": ...,
    "the maker of the software": ...,
}, between=(0, 5))

# %%
fold("wrong-name-hands")

# %% [markdown]
# Blame is not a cake: it need not be shared out. If three people push a car over a cliff, each of them did it; nobody did a third of it. So **many
# can be fully answerable** for one failure. Helen Nissenbaum counts *many hands* and *blaming the computer* among
# {value:K54} barriers to holding anybody to account {claim:K54}.
#
# The strongest objection: where everybody is answerable, nobody feels so, and nothing is mended. Better to name one person for each
# step beforehand. The reply: to name who must answer is not to say who else did wrong.
#
# Do both. Choose one of the eight steps (`"image"`, `"gallery"`, `"list"`, `"lineup"`, `"warrant"`, `"door"`, `"room"`, `"after"`). Who is to
# answer for it, and what must that person write down **before** going on, so that somebody else can check it? Use at least six words for that.

# %% role="do" task="answers"
answers = {"step": "", "who": "", "writes down": ""}
### BEGIN SOLUTION
answers = {"step": "list", "who": "the analyst",
           "writes down": "the threshold, the whole list, and how the first name differs from the picture"}
### END SOLUTION
do("answers")

# %% role="hidden" task="answers"
def check(student):
    told = {key: str(text).strip() for key, text in student.value("answers").get().items()}
    steps = ("image", "gallery", "list", "lineup", "warrant", "door", "room", "after")
    student.value("answers").satisfies(lambda _: told["step"].lower() in steps, f"The step is one of {', '.join(steps)}.")
    crowd = ("everybody", "everyone", "all of them", "nobody", "the system", "the software", "the computer")
    student.value("answers").satisfies(lambda _: told["who"].lower() not in crowd, "Name one person's place, such as “the analyst”. Whom could a judge ask?")
    count = len(told["writes down"].split())
    student.value("answers").satisfies(lambda _: count >= 6, f"{count} words on what is written down. Say what somebody else could check, in six or more.")

# %% role="wrong" task="answers" says="Whom could a judge ask"
answers = {"step": "list", "who": "everybody", "writes down": "the threshold and the whole list, with the time"}

# %% role="wrong" task="answers" says="somebody else could check"
answers = {"step": "warrant", "who": "the detective", "writes down": "the truth"}

# %% [markdown]
# ## It was him
#
# One more case, made up and drawn from a seed. The same shortcuts are taken at every step.

# %%
figures.chain.whole("bakery", seed=5)

# %% [markdown]
# Nothing went wrong. Was anything wrong? Say at which step, and to whom. Or say why nothing was.

# %%
predict("wrong-name-bakery", "")

# %%
fold("wrong-name-bakery")

# %% [markdown]
# ## How many?
#
# In January 2025 The Washington Post counted at least {value:X97} people who were wrongly arrested after a face search
# {claim:X97}. It called them probably a small sample {claim:K55}. Each of those cases was dropped in the end {claim:X98}. Most
# departments need not say that they searched a face {claim:K55}, so no complete list can be had.
#
# A headline divides that number by New York's arrests of one year, and calls the result "the error rate of face search". <!-- no-claim: made up --> What do you
# answer?
#
# - **A**: It is a rough rate, and better than none.
# - **B**: Above the line stands what became known anywhere in years, below it one city in one year. No part of the one is in the other for certain.
# - **C**: It is too high, since New York's police say that nobody was arrested on a match alone.

# %% role="do" task="headline"
headline = ""
### BEGIN SOLUTION
headline = "B"
### END SOLUTION
do("headline")

# %% role="hidden" task="headline"
def check(student):
    letter = str(student.value("headline").get()).strip().upper()
    why = {"A": "Rough in which direction? The count above the line is not complete, and it does not belong to the arrests below.",
           "C": "To say too high or too low, one would have to know the right one. Which people would it count?"}
    student.value("headline").satisfies(lambda _: letter == "B", why.get(letter, "Write one letter: A, B or C."))

# %% role="wrong" task="headline" says="Rough in which direction"
headline = "A"

# %% role="wrong" task="headline" says="Which people would it count"
headline = "c"

# %% [markdown]
# A share needs a whole of which it is a part: the same places, the same years, and somebody who counts both.
#
# ## Your record
#
# Three statements, from 0 (no) to 100 (yes). <!-- no-claim: a scale --> If you filled this in before, do not look it up first.
#
# - `recordings`: the police may search recordings for a face;
# - `streets`: a city may search its streets for faces, live;
# - `shop`: a shop may search its visitors' faces.
#
# `sure` is how sure you are, from 0 to 100. <!-- no-claim: a scale --> `because` is your reason, and `change` is what would change your mind. It is kept in one
# file on this machine. No teacher's tool reads it.

# %%
record("wrong_name", recordings=..., streets=..., shop=..., sure=..., because="", change="")

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("wrong-name-pieces", "wrong-name-still", "wrong-name-picked", "wrong-name-decided", "wrong-name-rule")

# %% [markdown]
# ## Check yourself

# %%
quiz("wrong_name")

# %% [markdown]
# ## Take away
#
# - A wrong name becomes an arrest by decisions. At each one somebody could have asked something.
# - What a search is worth begins with the picture. The poorer it is, the less often the right person is on the list; a low FPIR may only mean that the
#   search names hardly anybody. Searches in which no face is found count, too.
# - Evidence that comes from a search is no independent confirmation of it, even when an honest witness gives it.
# - A record decides few rules. Say *cannot know* where it is silent.
# - Lawful does not settle whether something is owed. Many can be fully answerable.
#
# **Words:** *Still*: one picture taken from a video. *Failure to acquire*: a picture in which no face is found, so that nothing can be
# compared; it counts among the misses. *Lineup*: photographs, one of them of a suspect, shown to somebody who is to pick. *Filler*: a photograph in a lineup of somebody
# who is not suspected. *Independent evidence*: evidence that does not come from the finding that it is to confirm. *Probable cause*: in
# the law of the United States, reason enough to arrest. *Magistrate*: a judge who decides on warrants.
#
# Now try [{Assignment:wrong_name}](../assignments/wrong_name/release/wrong_name.ipynb).
