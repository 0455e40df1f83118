# ---
# title: "Case: IBM"
# about: 'consent, a letter, "general purpose", three commitments on one bank of uses'
# minutes: 75
# lead: A company writes to Congress that it is leaving. What did it leave, and what not?
# before: {Lesson:amazon}. You should know how a commitment is read as a rule.
# objectives:
#   - separate what a text says from what was reported of it
#   - code which evidence supports a statement, which contradicts it, and which does not bear on it
#   - try two readings of one sentence on the same described uses
#   - compare three companies' commitments without ranking them
# ---

# %%
import datetime
from dataclasses import replace

import pandas as pd

from course.figures import cases, graphs
from course.figures.words import as_table, say
from course.judgement.journal import fold, outcomes, predict
from course.study.do import doing
from course.study.quiz import quiz
from course.figures.timeline import timeline_table
from course.policy import cite, claim, permitted, uses, uses_for

# %%
do = doing("ibm")

# %% [markdown]
# ## The question
#
# On 8 June 2020 Arvind Krishna, the head of IBM, wrote to {value:C02} members of Congress {claim:C02,N13}. His letter names
# three people who had been killed: George Floyd, Ahmaud Arbery, Breonna Taylor {claim:X116}. Two days later a news story
# said that the letter stated that IBM would "no longer develop or research" face recognition {claim:C05}. Is that what the
# letter says?
#
# We begin earlier, with a million photographs.
#
# ## Diversity in Faces
#
# In January 2019 IBM's researchers published {value:C08} annotated face images, "for advancing the study of facial
# diversity" {claim:C08}. Each was described by {value:C09} coding schemes {claim:C09}. One reason was known: an audit had
# found IBM's error at classifying gender to be {value:D03[0]} on darker female faces and {value:D03[3]} on lighter male
# ones {claim:D03}. That is an error at classifying gender, not at recognising a person {claim:D07}. More varied data
# might bring the two nearer.
#
# You have tried that on a small scale, in {lesson:mended}. Have your own numbers at hand: what did a balanced training set do to the misses, and
# did it make the groups alike? Whose faces did it take?
#
# In March 2019 a news story told where the photographs came from: Flickr {claim:C10}. The pool from which they were
# taken held {value:C11} million {claim:C11}.
#
# Some of those shown went to court. A man from Illinois sued IBM over a family picture that he had put on Flickr
# {claim:X194}. The court let most of the claims go on {claim:X195}, and the case ended by agreement {claim:X196}. Amazon was
# sued too, for using the set, and won {claim:X197}.
#
# ## Who consented to what?
#
# Put the steps in a row. How does a photograph become a part of a model?

# %%
graphs.flow([
    ("somebody takes a photograph", "the photographer; the person shown, perhaps"),
    ("it is put on a website, under a licence", "the photographer"),
    ("it becomes part of a pool", "those who made the pool"),
    ("a face in it is measured, annotated", "those who made the data set"),
    ("a recogniser is trained or tested on it", "whoever has the data set"),
    ("the recogniser names a face", "whoever uses it"),
])

# %% [markdown]
# A licence is about copying a *picture*. Whether it also settles what may be done with the *face* in it is a question
# of law and of ethics, and the licence was given by the photographer. <!-- no-claim: an argument to weigh -->
#
# At which of the first five steps was the **person shown** asked, as far as the texts above go? Write `"yes"`, `"no"` or `"not said"`.

# %% role="do" task="asked"
asked = {"photographed": "", "put on a website": "", "part of a pool": "", "measured and annotated": "", "trained or tested on": ""}
### BEGIN SOLUTION
asked = dict.fromkeys(asked, "not said")
### END SOLUTION
do("asked")

# %% role="hidden"
import datetime
from dataclasses import replace

from course.policy import uses

# %% role="hidden" task="asked"
def check(student):
    told = {key: str(word).strip().lower() for key, word in student.value("asked").get().items()}
    for step, word in told.items():
        student.value("asked").satisfies(lambda _, word=word: word in ("yes", "no", "not said"), f"{step}: write “yes”, “no” or “not said”.")
        if step != "photographed":
            student.value("asked").satisfies(lambda _, word=word: word != "yes", f"{step}: who gave the licence? It was the photographer, not the person shown.")

# %% role="wrong" task="asked" says="who gave the licence"
asked = dict.fromkeys(asked, "yes")

# %% role="wrong" task="asked" says="write"
asked = dict.fromkeys(asked, "perhaps")

# %% [markdown]
# Write what would have asked them: at most 40 words to a person who is seen in a picture. Who asks, for what, until when, and how can
# one take it back? <!-- no-claim: a limit for a text -->

# %% role="do" task="request"
request = ""
### BEGIN SOLUTION
request = ("We are a university and would like to measure your face in this picture, to test whether programs err more on some people. "
           "We delete it after two years, or at once if you write to us. May we?")
### END SOLUTION
do("request")

# %% role="hidden" task="request"
def check(student):
    text = student.value("request").get()
    count = len(text.split())
    student.value("request").satisfies(lambda _: count <= 40, f"{count} words. At most 40: who has time for more?")
    student.value("request").satisfies(lambda _: count >= 12, f"{count} words. Say who asks, for what, until when, and how to take it back.")
    back = ("delete", "withdraw", "take back", "take it back", "remove", "change your mind", "stop", "no longer", "revoke", "any time")
    student.value("request").satisfies(lambda _: any(word in text.lower() for word in back), "And how can the person take it back?")

# %% role="wrong" task="request" says="take it back"
request = "We would like to use your photograph in order to make face recognition better for everybody. Is that fine?"

# %% role="wrong" task="request" says="At most 40"
request = "word " * 60

# %% [markdown]
# The data set was made to find and mend unequal errors. Does a good purpose excuse not asking?

# %%
cases.sides("asking-the-people-shown")

# %% [markdown]
# **What do you think:** give the strongest reason for each answer, and the principle behind it. Then say whether your principle also
# holds for the next paragraph. You need it in {assignment:ibm}.
#
# Did this course take another way? Only half. The faces that you *look at* here are rendered, and belong to nobody. The
# recognisers that read them learned from photographs of real people. Dlib's network was trained on {value:X205} faces, "a
# large number" of them scraped from the internet by its author {claim:X205,X206}. About half came from two public sets
# {claim:X207}; in one of them, it seems, nobody was asked {claim:X211}. For SFace nobody says which set made our file
# {claim:X214,X215}. A user asked; the question was closed without an answer {claim:X216}. Whoever uses such a file uses those
# photographs too. So do we, and so do you in this course. [The model cards](../docs/models.md) say what is known.
#
# **What do you think:** would you train a new recogniser on faces of people who agreed, if it made twice the errors? Who
# would pay for the errors?
#
# ## The letter
#
# The letter speaks of police reform, responsible use of technology, and skills {claim:C03}. IBM's page puts a preface above
# it. Before you read them: does the letter say that IBM stops developing and researching face recognition? `"yes"`, `"no"` or `"in part"`?

# %%
predict("ibm-letter", "", options=["yes", "no", "in part"])

# %% [markdown]
# Here are the preface's sentence (C01) and the letter's on face recognition. The ids are rows of the ledger.

# %%
for name in ("C01", "C04", "C21", "C20"):
    row = claim(name)
    say(f"**{name}.** “{row.quotation}” {cite(name)}")

# %% [markdown]
# Read the verbs. The preface says *has sunset* {claim:C01}. The letter says *no longer offers* {claim:C04}, *opposes and will
# not condone* {claim:C21}, and asks for a dialogue on *whether and how* {claim:C20}. They bind in different ways. The first
# two are about IBM's products. The third is about other makers' technology too. The last asks a question and leaves it
# open. And a preface is not the letter: it is IBM's word, but Congress did not get it. <!-- no-claim: reading of the rows above -->
#
# Krishna is quoted twice in the news story. The three purposes he opposes, and the dialogue, are word for word the
# letter's {claim:N45,C21,N46,C20}. Left out: "offered by other vendors", and that IBM will not condone such uses either.
#
# ## What was reported, and what was written

# %%
cases.sides("what-ibm-stopped")

# %%
fold("ibm-letter")

# %% [markdown]
# Keep two questions apart. *Does the letter state it?* The story says so, and the letter is at hand: it does not
# {claim:C05,C04}. So far the letter's silence contradicts the story. *Did IBM stop its research?* Silence does not answer that.
# A headline had the sentence on the day of the letter {claim:N22}, and a trade report a day later {claim:N24}. A reporter may
# have asked and been told more. An answer of IBM in its own words, beyond the letter, was not found for 2020. The one of
# 2023 speaks of products and uses, not of research {claim:X120}.
#
# ## A claim and its evidence
#
# Take three statements. For each row of evidence, ask: if the row is true, does it **support** the statement,
# **contradict** it, or **not bear** on it?

# %%
statements = {
    "S1": "The letter says that IBM stops all research on faces.",
    "S2": "After the letter IBM took part in no police matching of faces.",
    "S3": "The letter asks for a debate on police use.",
}
rows = {"C04": "what it no longer offers", "C05": "a news story", "C12": "a contract of 2023",
        "C13": "what it is for", "C20": "a dialogue"}
as_table(pd.DataFrame(statements.items(), columns=["", "statement"]), index=False)

# %% [markdown]
# Code the first two statements. For each row write `"supports"`, `"contradicts"` or `"does not bear"`.

# %% role="do" task="coding"
coding = {
    "S1": {"C04": "", "C05": "", "C12": "", "C13": "", "C20": ""},
    "S2": {"C04": "", "C05": "", "C12": "", "C13": "", "C20": ""},
}
### BEGIN SOLUTION
coding = {name: dict.fromkeys(rows, "does not bear") for name in coding}
coding["S1"]["C04"] = coding["S2"]["C13"] = "contradicts"
### END SOLUTION
do("coding")

# %% role="hidden" task="coding"
def check(student):
    told = {name: {row: str(word).strip().lower() for row, word in column.items()} for name, column in student.value("coding").get().items()}
    none, against = "does not bear", "contradicts"
    for name, row, good, why in (
        ("S1", "C04", {against}, "The letter is at hand. Does it say that all research stops?"),
        ("S1", "C05", {none, "supports"}, "C05 reports what the letter says. Against it stands the letter, not C05 itself."),
        ("S1", "C12", {none}, "A contract of 2023 says nothing about what a letter of 2020 states."),
        ("S1", "C13", {none}, "A contract of 2023 says nothing about what a letter of 2020 states."),
        ("S1", "C20", {none}, "To ask for a debate is not to speak of research."),
        ("S2", "C04", {none}, "What a company says that it will do is one thing. S2 is about what it did."),
        ("S2", "C05", {none}, "A report of June 2020 says nothing about what came after."),
        ("S2", "C12", {none, against}, "C12 alone names a platform. For whom it is, C13 says."),
        ("S2", "C13", {against}, "Police search a database of photographs there."),
        ("S2", "C20", {none}, "To ask for a debate says nothing about what was done."),
    ):
        student.value("coding").satisfies(lambda _, name=name, row=row, good=good: told[name][row] in good, f"{name}, {row}: {why}")

# %% role="wrong" task="coding" says="The letter is at hand"
coding = {name: dict.fromkeys(rows, "does not bear") for name in coding}

# %% role="wrong" task="coding" says="S2 is about what it did"
coding = {"S1": dict.fromkeys(rows, "does not bear") | {"C04": "contradicts"}, "S2": dict.fromkeys(rows, "supports")}

# %% [markdown]
# There are fifteen cells in all, with S3. In how many of them does the row not bear on the statement?

# %%
predict("ibm-bear", ..., between=(0, 15))

# %%
coded = pd.DataFrame({
    "S1": ["contradicts", "does not bear", "does not bear", "does not bear", "does not bear"],
    "S2": ["does not bear", "does not bear", "does not bear", "contradicts", "does not bear"],
    "S3": ["does not bear", "does not bear", "does not bear", "does not bear", "supports"],
}, index=[f"{name}: {what}" for name, what in rows.items()])
fold("ibm-bear", coded, outcome=int((coded == "does not bear").sum().sum()))

# %% [markdown]
# Most rows do not bear. Two cells deserve a quarrel. Row C05 reports that the letter *stated* so {claim:C05}. S1 is about what the *letter* says. A
# story about the letter is evidence of the letter only as far as the letter is not at hand. Here it is. And C12 alone names a
# biometrics platform {claim:C12}; it is C13, where police search a database of photographs, that meets S2
# {claim:C13}. Change a cell, and say why.
#
# ## Check yourself
#
# "IBM left the face recognition business." <!-- no-claim: a statement to judge --> Which rows support it, which
# contradict it? What would you have to define first?
#
# ## "General purpose"
#
# The sentence turns on two words: IBM no longer offers *general purpose* software {claim:C04}. The letter does not
# define them. Two readings, as two rules:

# %%
def open_product(use):
    """Reading A: a product is general purpose when it is offered to everybody. Made for one customer, it is not."""
    return "stopped" if use.general_purpose else "goes on"


def any_task(use):
    """Reading B: software is general purpose when it matches any face for any task, whoever ordered it."""
    return "stopped" if use.recognises else "goes on"

# %% [markdown]
# Try both on the uses of the bank that need the company's own product after the letter. (All uses are made up.)

# %%
ibms = [use for use in uses().values() if use.vendor == "IBM" and use.date >= datetime.date(2020, 6, 8)]
as_table(pd.DataFrame([
    {"id": use.id, "use": str(use), "for everybody": use.general_purpose,
     "reading A": "open" if use.general_purpose is None else open_product(use), "reading B": any_task(use)}
    for use in ibms
]), index=False, missing="not said")

# %% [markdown]
# Reading A lets contracts go on. Reading B stops them, and research besides. Reading A also stops software that looks
# for cracks, where nothing is done with faces. And B stops research, although whoever only researches offers nothing to anybody.
# Those conditions stand in the sentence too: "offers", "facial recognition or analysis" {claim:C04}. A rule should carry all the words.
#
# Write reading B with them: `"stopped"` only where faces are recognised (`use.recognises`) **and** something is offered, so not where `use.purpose` is
# `"research"`. Else it `"goes on"`.

# %% role="do" task="all_words"
def all_words(use):
    """Reading B with all its conditions: stopped or goes on."""
    ### BEGIN SOLUTION
    return "stopped" if use.recognises and use.purpose != "research" else "goes on"
    ### END SOLUTION


do("all_words")

# %% role="hidden" task="all_words"
def check(student):
    bank = uses()
    for name, due, why in (("U44", "stopped", "Faces are matched here, and the product is offered: the sentence covers it."),
                           ("U43", "goes on", "It is research. “No longer offers” is about what is offered."),
                           ("U45", "goes on", "Nothing is done with faces here: “facial recognition or analysis” does not fit."),
                           ("U48", "stopped", "Reading B does not ask for whom the software was made.")):
        student.call("all_words", bank[name]).equals(due, f"{name}: {why}")

# %% role="wrong" task="all_words" says="It is research"
def all_words(use):
    return "stopped" if use.recognises else "goes on"

# %% role="wrong" task="all_words" says="Nothing is done with faces"
def all_words(use):
    return "goes on" if use.purpose == "research" else "stopped"

# %% [markdown]
# **What do you think:** which reading fits what IBM did later? Which fits what the newspapers wrote? Does either tell you
# what was *meant*?
#
# ## What was stopped and what was not
#
# IBM's vision products would be limited to recognising objects, it was reported {claim:C07}. Two months after the letter, a
# contract with the UK Home Office worth {value:C14} was reported {claim:C14}. It extended an older one {claim:N20}. In 2023 came
# another, worth {value:C12}, for a national biometrics platform {claim:C12}. It was described as a help for police and
# immigration services to find suspects in a database of fingerprints and photographs {claim:C13}. IBM builds the platform, and
# engines for matching are integrated into it {claim:N21}. Asked about it, IBM said that it keeps to its commitment of 2020
# {claim:X120}. Its word is now *general-purpose*, and the promise is about kinds of use.
#
# | | the words | fits the letter, if … | does not fit, if … |
# |---|---|---|---|
# | {value:C14} in 2020 {claim:C14} | "search for matches with the Police National Database’s biometric algorithm" | it goes on with an older contract, for one customer, and the matcher is another's | it is offered to whoever orders it |
# | {value:C12} in 2023 {claim:C12} | "develop a national biometrics platform" | a platform for one ministry is not general purpose | the sentence is about what software does, with an engine built in |
#
# ## Precision regulation
#
# In September 2020 IBM asked for rules aimed at particular uses and users, which it calls precision regulation
# {claim:C16}. It also asked for export controls on one-to-many matching {claim:C15}.
#
# Two accounts fit these rows. *One:* the company acted on its letter. It left the open market, opposed some uses, and
# asked the state to bind everybody, itself included. *The other:* the company gave up a product, kept contracts, and
# asked for rules that leave such contracts possible. {claim:C04,C12,C16}
#
# You cannot see a motive. But you can ask of each row: would one of the two accounts rather not have it? Name such a row: `"C04"`, `"C12"`, `"C15"` or
# `"C16"`.

# %% role="do" task="hard"
hard = ""
### BEGIN SOLUTION
hard = "C12"
### END SOLUTION
do("hard")

# %% role="hidden" task="hard"
def check(student):
    row = str(student.value("hard").get()).strip().upper()
    why = {"C16": "Both fit it: a company may ask for rules out of conviction, or because they leave its contracts possible. A row that fits both prefers none.",
           "C04": "Both begin with this sentence. A row that fits both prefers none."}
    student.value("hard").satisfies(lambda text: row in ("C12", "C15") or not text.strip(), why.get(row, "Write one of the four ids."))
    student.value("hard").satisfies(lambda text: text.strip(), "Write one of the four ids.")

# %% role="wrong" task="hard" says="out of conviction"
hard = "C16"

# %% role="wrong" task="hard" says="Both begin"
hard = "C04"

# %% [markdown]
# The first account must say why a platform for police matching is not the software that the letter means. The second must say why a company that only
# guards its contracts asks for export controls on one-to-many matching, which it could sell. {claim:C12,C13,C15}
#
# ## Three companies on one bank
#
# Within four days three companies spoke: IBM on 8 June, Amazon on 10 June, Microsoft on 11 June 2020
# {claim:C02,B01,C17}. Each speaks of its own product. So take the *same* uses, and ask each time as if the product were
# that company's, on one day after all three had spoken. There are 24 uses. On how many of them do the three **not** agree? <!-- no-claim: the course's own bank -->

# %%
predict("ibm-differ", ..., between=(0, 24))

# %%
COMPANY = {"IBM": "ibm-2020", "Amazon": "amazon-2020", "Microsoft": "microsoft-2020"}
DAY = datetime.date(2020, 9, 1)
shared = [replace(use, date=DAY) for use in uses_for("amazon-2020")
          if datetime.date(2020, 6, 10) <= use.date < datetime.date(2021, 6, 10)]
table = pd.DataFrame({text: [permitted(replace(use, vendor=who), text).answer for use in shared]
                      for who, text in COMPANY.items()}, index=pd.Index([use.id for use in shared], name="use"))
differ = table[table.nunique(axis=1) > 1]
fold("ibm-differ", lambda: cases.answers_figure(table), cases.counts(table), f"On **{len(differ)}** of {len(table)} uses the three do not agree.",
     as_table(differ.assign(description=[str(uses()[name]) for name in differ.index])), outcome=len(differ))

# %% [markdown]
# More *no* does not mean better, and more *yes* does not mean worse. The counts depend on the bank: whoever writes the
# uses chooses what is counted. Look at the rows instead.
#
# Amazon names police use {claim:B01}, Microsoft police departments in the United States, and sales {claim:C17}, IBM a
# kind of product and some purposes {claim:C04,C21}. Microsoft adds that it waits for a law grounded in human rights {claim:C22}.
# It had not sold to police departments before {claim:C23}. It had tried to sell to a federal agency, says the ACLU from
# emails that it obtained {claim:N23}; the promise names police departments alone.
#
# **What do you think:** a promise to stop something one never did costs little. What could it still change?
#
# ## The days in order

# %%
company = timeline_table(["company"])
as_table(company[company["what"].str.contains("IBM|Microsoft|moratorium|proxy|guide")])

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("ibm-letter", "ibm-bear", "ibm-differ", questions={
    "ibm-letter": "Does the letter say that IBM stops developing and researching?",
    "ibm-bear": "Cells of fifteen in which the row does not bear",
    "ibm-differ": "Uses of 24 on which the three do not agree",
})

# %% [markdown]
# ## Check yourself

# %%
quiz("ibm")

# %% [markdown]
# ## Take away
#
# - Quote the text before you judge it. A report of a text is other evidence than the text.
# - Evidence supports a statement, contradicts it, or does not bear on it. Most rows do not bear.
# - One undefined word can decide. State the reading, then try it.
# - Counts on a bank of uses say something about the bank too.
#
# **Words:** *General purpose*: here, the undefined words of the letter. *Consent*: leave given by the person concerned,
# for a stated use. *Precision regulation*: rules for particular uses and users. *To bear on*: to make a statement more
# or less likely to be true.
#
# Now try [{Assignment:ibm}](../assignments/ibm/release/ibm.ipynb).
# With others, hold [the debate](../docs/debate.md): should our city search faces?
