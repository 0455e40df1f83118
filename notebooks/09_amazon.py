# ---
# title: "Case: Amazon"
# about: "five thresholds and who named each, a test and a reply, a moratorium as a rule"
# minutes: 95
# lead: Five thresholds, a test, a reply, and a promise of one year. Who named what, exactly, and on which day?
# before: "{Lesson:thresholds}. You should know FMR, FNMR and what a similarity threshold leaves open."
# objectives:
#   - trace a threshold to the text that names it, and say how far each text was checked
#   - say what the ACLU's test and Amazon's reply measured, and what each leaves out
#   - hold a news story against its sources, sentence by sentence
#   - read a public commitment clause by clause, as a rule that can be tried on described uses
#   - tell a change of wording from a change of what is covered
#   - find a way out of a clause, close it, and count what is left
# ---

# %%
import datetime

import pandas as pd

import course.rekognition
from course import faces
from course.evaluation import FaceSet, fmr, fnmr, score_pairs
from course.figures import cases, graphs, pictures
from course.figures.words import as_table, percent, say
from course.figures.timeline import timeline_explorer, timeline_figure, timeline_table
from course.judgement import clauses
from course.judgement.journal import fold, outcomes, predict
from course.matching import first_here
from course.policy import claim, permitted, published, thresholds_2018, uses, uses_for

# %%
from course.study.do import doing
from course.study.quiz import quiz

do = doing("amazon")

# %% [markdown]
# ## The question
#
# Amazon sold a service that compares faces, named Rekognition. A sheriff's office in Oregon had used it for months when
# its emails were published in May 2018 {claim:A34}. Which threshold were the police told to use? What do you expect: a number from 0 to 100 that
# all texts agree on, `"several"`, or `"none"`? <!-- no-claim: a scale -->

# %%
predict("amazon-told", "")

# %% [markdown]
# ## The evidence table
#
# Each row is one place where somebody could read a number. The date is that of the earliest version that was read: a
# text may be older than that. The column `claim` is the row of the course's ledger, with the source. `PRIMARY` means
# that the text itself was read; `SECONDARY` means a report of it.

# %%
named = thresholds_2018()
named["status"] = named["status"].str.removeprefix("CONFIRMED_")
named = named.rename(columns={"by": "named by"})
as_table(named[["date", "where", "named by", "value", "status", "claim"]], index=False)

# %% [markdown]
# Take five numbers that Amazon had named by the end of July 2018. The oldest is of June 2017: a blog post with a police
# client used {value:A20} {claim:A20,N25}. The documentation of June 2018 has sample code with {value:B22} {claim:B22},
# and a default of {value:A03}, which the ACLU left unchanged {claim:A03}. Amazon's first reply to the ACLU named
# {value:A12} {claim:A12}. Its second, a day later, named {value:A14} {claim:A14}.
#
# Two of the rows are no thresholds at all. One office took the {value:A22} best candidates, whatever their score
# {claim:A22}. A report says of the same client that it set no threshold {claim:A21}.

# %%
fold("amazon-told")

# %% [markdown]
# ## Two readings of the table
#
# The same rows support two accounts. Here is each in its strongest form, with its sources.

# %%
cases.sides("one-threshold-or-six")

# %%
cases.sides("documented-or-not")

# %% [markdown]
# **What do you think:** which of the rows in the table would a police officer have read before the first search? Which
# row would you need to see, and do not have?
#
# ## The same client, another recogniser
#
# A customer of Rekognition writes Python with a client called boto3. <!-- no-claim: the name of a program --> The course has a small service of its own that
# answers this very client. It runs inside this notebook, opens no port, and uses a recogniser that you know. Take the
# two different people of the evaluation half whose pictures Dlib finds most alike.

# %%
recogniser = first_here("dlib", "sface")  # Dlib; where this machine cannot run it, SFace, and it says so
known = faces.embeddings(recogniser, role="known", split="evaluation")
held_out = score_pairs(FaceSet.of(known))
nearest = known.table.image.to_numpy()[held_out.nonmated_rows[held_out.nonmated.argmin()]]
cast = faces.load(role="known")
pictures.faces(cast, nearest)

# %%
rekognition = course.rekognition.client(recogniser=recogniser)
source, target = ({"Bytes": cast.path(image).read_bytes()} for image in nearest)
response = rekognition.compare_faces(SourceImage=source, TargetImage=target)
course.rekognition.explain(response)

# %% [markdown]
# No threshold was given, so the default of {value:A03} held {claim:A03}. Nothing in the code says so. Set
# `SimilarityThreshold=99` in the third line and run the cell again: the pair still matches. It was chosen for being the most alike of all pairs of two
# people, and on our scale it lies above even that setting. A stricter setting takes many wrong pairs away. It does not take each of them away. With an account, `boto3.client("rekognition")` takes
# the place of `course.rekognition.client(...)`, and the next two lines stay as they are.
#
# ## What would each setting have done on the cast?
#
# How Amazon's similarity is made is not in the texts we have. Its service card says only that the score runs from
# {value:B25} and that the customer decides {claim:B25}. So the similarity here is our own, from 0 to 100, fitted on the
# development half of the cast. **It is not Amazon's scale.** The same number on the two scales need not mean the same
# strictness. Measure it: what do these five settings do on people who had no part in the fitting?

# %%
scale = course.rekognition.scale(recogniser)
print(scale)

# %%
LEVELS = [float(claim(name).value) for name in ("B22", "A03", "A20", "A12", "A14")]
distance = {level: scale.threshold_distance(level) for level in LEVELS}
table = pd.DataFrame({
    "distance": distance,
    "FMR": {level: fmr(held_out.nonmated, distance[level]) for level in LEVELS},
    "FNMR": {level: fnmr(held_out.mated, distance[level]) for level in LEVELS},
})
table.style.format({"distance": "{:.4f}", "FMR": "{:.3%}", "FNMR": "{:.2%}"}).format_index("{:g}")

# %%
cases.rates(table)

# %%
low, high = table.loc[80], table.loc[99]
say(f"On the evaluation half of the cast, with {recogniser} and our scale: from 80 to 99 the FMR goes from "
    f"**{percent(low.FMR, 3)}** to **{percent(high.FMR, 3)}**, and the FNMR from **{percent(low.FNMR, 2)}** to "
    f"**{percent(high.FNMR, 2)}**. Counted on {held_out.nonmated.size:,} non-mated and {held_out.mated.size:,} mated pairs.")

# %% [markdown]
# The direction is certain: a higher setting gives fewer false matches and more misses. The sizes belong to this
# recogniser, these rendered faces and this scale. Had a bar shown 0, none would have
# been seen among these pairs. It would not follow that none can happen.
#
# The *scale* is a choice, too: somebody set it, on some faces. Ours was fitted on the cast. Another could hang on the threshold that
# the recogniser's makers chose on photographs. Put both beside each other. What does the same number, 80, do under each? <!-- no-claim: a setting of our own scale -->

# %%
for name in ("cast", "published"):
    other = course.rekognition.scale(recogniser, name)
    at = other.threshold_distance(80)
    say(f"**{name}**: 80 is a distance of {at:.3f}, and there the FMR is {percent(fmr(held_out.nonmated, at), 2)} and the FNMR "
        f"{percent(fnmr(held_out.mated, at), 2)}. {other}")

# %% [markdown]
# Nothing about the pairs has changed; only the ruler has. **What do you think:** who reads such a number should ask which question first?
#
# Somebody says: "At 99 the problem is gone." <!-- no-claim: a made-up sentence --> Whose problem grows when the setting goes up? Write `"matched wrongly"` or
# `"missed"`.

# %% role="do" task="grows"
grows = ""
### BEGIN SOLUTION
grows = "missed"
### END SOLUTION
do("grows")

# %% role="hidden"
from dataclasses import replace
import datetime

from course.policy import permitted, uses

# %% role="hidden" task="grows"
def check(student):
    why = {"matched wrongly": "These become fewer as the setting goes up. Look at the other row of bars."}
    said = student.value("grows").get()
    student.value("grows").equals("missed", why.get(said, "Write “matched wrongly” or “missed”."))

# %% role="wrong" task="grows" says="become fewer"
grows = "matched wrongly"

# %% role="wrong" task="grows" says="Write"
grows = "nobody"

# %% [markdown]
# ## The test
#
# In July 2018 the ACLU searched photographs of members of Congress in a gallery of {value:A02} arrest photographs, at
# the default setting {claim:A02,A03}. It reports false matches for {value:A01} members {claim:A01}. Two more tests
# followed. Here is what was published of all three.

# %%
tests = published("aclu_tests")
wide = tests[tests.quantity.isin(["flagged", "probes", "gallery", "threshold"])].pivot_table(
    index="test", columns="quantity", values="value", aggfunc="first", sort=False)
as_table(wide)

# %% [markdown]
# The share of probes with a false candidate was {value:A30[0]}, {value:A30[1]} and {value:A30[2]} {claim:A30}.
# It is an FPIR, if nobody searched for was enrolled. (*FPIR*: the share of searches that return somebody, although the
# person is not there.) How rare is one false match?

# %%
flagged, probes, gallery = (claim(name).numbers[0] for name in ("A01", "A05", "A02"))
say(f"{flagged:g} of {probes:g} probes: **{percent(flagged / probes)}**, about 1 in {probes / flagged:.0f}. But there were "
    f"{probes:g} × {gallery:,.0f} comparisons: at least **{flagged / (probes * gallery):.1e}** false matches a comparison.")

# %% [markdown]
# Both numbers describe one test. A tiny rate for one comparison, and one person in 19 flagged.
# <!-- no-claim: computed in the cell above -->
#
# The ACLU also asked *whom* it struck. People of colour were {value:A06} of the false matches and {value:A07} of the
# members {claim:A06,A07}. If each false match were drawn at the base rate, so large a share would come up with
# probability {value:A31} {claim:A31}. That is a statement about these {value:A01} persons {claim:A01}, in one gallery at
# one setting.
#
# ## The reply
#
# Amazon answered twice. First: for the police it guides customers to {value:A12} or more {claim:A12}. Then: it repeated
# the search at {value:A14}, with a gallery of {value:A15} faces, and saw {value:A16} misidentified {claim:A14,A15,A16}.
# One should not throw away the oven, wrote its author, because somebody set the temperature wrong {claim:A18}. He went on:
# the government may well say how hot it should be for the police {claim:N40}. He also wrote that the documentation already
# recommended {value:X113} {claim:X113}. The ACLU replied that the number had moved from {value:A19[0]} to {value:A19[1]} to {value:A19[2]} in two days {claim:A19}.
#
# ## Side by side: what each leaves out
#
# | | the test | the repeat |
# |---|---|---|
# | gallery | {value:A02} arrest photographs {claim:A02} | {value:A15} faces {claim:A15} |
# | setting | {value:A03}, the default {claim:A03} | {value:A14} {claim:A14} |
# | result | {value:A01} members falsely matched {claim:A01} | {value:A16} misidentified {claim:A16} |
# | strongest point | anybody gets this who leaves the setting alone: {value:A04} {claim:A04} | its gallery was larger, and larger galleries give more chances for a false match {claim:A17} |
# | leaves out | misses, every other setting, and the data: its photographs were not published {claim:A03,N16,N17} | misses, and the data {claim:A16} |
# | leaves open | whether a police office would use the default {claim:A22} | whether a police office would use {value:A14}: the one named set none {claim:A14,A21} |
#
# Which of these three tests could show how many people are missed? **A** the test of 2018; **B** the repeat with a larger gallery;
# **C** a search with a second photograph of people of whom another photograph is in the gallery. <!-- no-claim: the two tests are cited above -->

# %% role="do" task="misses"
misses = ""
### BEGIN SOLUTION
misses = "C"
### END SOLUTION
do("misses")

# %% role="hidden" task="misses"
def check(student):
    letter = str(student.value("misses").get()).strip().upper()
    why = {"A": "Was anybody enrolled of those who were searched for?", "B": "A larger gallery gives more chances for a wrong name. Whom could it miss?"}
    student.value("misses").satisfies(lambda text: letter == "C" or not text.strip(), why.get(letter, "Write one letter: A, B or C."))
    student.value("misses").satisfies(lambda text: text.strip(), "Write one letter.")

# %% role="wrong" task="misses" says="Was anybody enrolled"
misses = "A"

# %% role="wrong" task="misses" says="Whom could it miss"
misses = "B"

# %% [markdown]
# Neither published test can give an FNMR. To count misses, somebody must be enrolled. <!-- no-claim: follows from the definition -->
#
# **What do you think:** design the test that both sides would accept. Who is enrolled? At which settings? What is
# counted, and who checks?
#
# ## June 2020
#
# On {value:X123} George Floyd was killed in Minneapolis {claim:X123}. Protests against police violence followed. They were
# largest on 6 June, in nearly {value:X124} places {claim:X124}. By the polls, {value:X125} million people took part {claim:X125}.
#
# On 8 June the Justice in Policing Act was introduced {claim:G25}. It would have kept face recognition out of body
# cameras {claim:X126}. On the same day IBM wrote to Congress, two days later Amazon spoke, and a day after that Microsoft
# {claim:C02,B01,C17}.
#
# The pressure on Amazon was older. Its own employees had written to Jeff Bezos in 2018 {claim:X128}. Of its shareholders'
# votes in 2019, {value:X131} were for ending such sales to governments and {value:X132} for a study of harm to civil
# rights {claim:X131,X132}. Researchers had asked it to stop selling to the police {claim:D16}. One of those who had audited
# the service found it incredible that Amazon now answered {claim:X139}.
#
# **What do you think:** a company changes its course in a week of protests. Which rows of this section would you need to say
# *why*? Which kind of row is missing?
#
# ## The story, sentence by sentence
#
# This course began with a news story of 10 June 2020. <!-- no-claim: the course's own plan --> Here it is, a few words from each sentence. Who says it? What was it held against?
# What does it leave out? Click on an id to see the source.

# %%
cases.sentences()

# %% [markdown]
# Three things to look at.
#
# **A misquotation.** The story has Amazon say that Congress "appears to be ready" {claim:N04}. The post says "appears
# ready" {claim:N14}. The sense is the same. But quotation marks promise the words, and a reader who searches for them
# finds nothing.
#
# **Two people who ask for different things.** Nicole Ozer of the ACLU wants the technology stopped {claim:N02}. On the ACLU's
# page she is glad that Amazon moved, and says that the threat will not be gone in a year {claim:X103,X104}. Liz O'Sullivan
# wants a permanent ban {claim:N07}, and rules that serve people before corporate interests {claim:N08}. No other text with
# her words was found {open:X106}. So they rest on this one story.
#
# **A word with no author.** The story puts "confidence rate" between quotation marks, as Amazon's {claim:N10}. In the
# texts that were read, Amazon says threshold and confidence level {claim:A12,A14}. Nobody else was found with this phrase
# {open:X112}. Whose word is it?
#
# ## The moratorium, clause by clause
#
# On 10 June 2020 Amazon announced a moratorium on its blog. Below are its words as reporters quoted them.
# {claim:B01,B02,B27,B04}
#
# | the words | ask |
# |---|---|
# | "We’re implementing a one-year moratorium" {claim:B01} | From which hour? What is the last day? |
# | "on police use" {claim:B01} | Who is police? Is work *for* the police their use? |
# | "of Amazon’s facial recognition technology" {claim:B01} | Is finding a face in a picture recognition? |
# | "organizations like Thorn, the International Center for Missing and Exploited Children, and Marinus Analytics" {claim:B02} | Alike in what respect? |
# | "to help rescue human trafficking victims and reunite missing children with their families" {claim:B27} | Their work only, or this work by anybody? |
# | "might give Congress enough time to implement appropriate rules" {claim:B04} | And if it does not? |
#
# Such a text can be written as a rule and tried. The course holds a bank of described uses. All of them are made up. Here are four.

# %%
FOUR = ("U01", "U21", "U25", "U18")
for name in FOUR:
    say(f"**{name}.** {uses()[name]}")

# %% [markdown]
# Does the post permit them? Write `"yes"`, `"no"` or `"unclear"` for each.

# %%
predict("amazon-four", {"U01": "", "U21": "", "U25": "", "U18": ""}, options=["yes", "no", "unclear"])

# %%
verdicts = {name: permitted(uses()[name], "amazon-2020") for name in FOUR}
fold("amazon-four", "\n".join(f"- **{name}**: **{one.answer}**. {one.reason} (“{one.words}”)" for name, one in verdicts.items()),
     outcome=", ".join(f"{name}: {one.answer}" for name, one in verdicts.items()))

# %% [markdown]
# *Yes* means: this text does not forbid it. Another text may. *Unclear* means: the text is silent on the point that
# decides. These are one reading. Where you read otherwise, say which words you rest on.
#
# Now write the post as a rule, in a few lines. A use has the fields `date`, `by_police` and `for_police` (somebody else does it for the police). It gives
# `"yes"` where the post does not forbid the use, `"no"` where it does, and `"unclear"` where its words do not decide. Take every use for one of the
# product that recognises faces; leave the exempted organisations out.

# %% role="do" task="rule"
FIRST_DAY, LAST_DAY = datetime.date(2020, 6, 10), datetime.date(2021, 6, 9)


def rule(use):
    """Does the post of June 2020 permit this use: yes, no or unclear?"""
    ### BEGIN SOLUTION
    if not FIRST_DAY <= use.date <= LAST_DAY:
        return "yes"
    if use.by_police:
        return "no"
    return "unclear" if use.for_police else "yes"
    ### END SOLUTION


do("rule")

# %% role="hidden" task="rule"
def check(student):
    bank = uses()
    for use, due, why in (
        (bank["U01"], "no", "U01 is a search by a police department, within the year."),
        (replace(bank["U01"], date=datetime.date(2021, 6, 20)), "yes", "The post speaks of one year. What does it say of a search after that?"),
        (replace(bank["U01"], date=datetime.date(2020, 6, 1)), "yes", "Before 10 June 2020 there was no post."),
        (bank["U34"], "yes", "Where neither the police nor anybody for them is at work, the post is silent."),
        (bank["U25"], "unclear", "U25 is done by a contractor for the police. Do the words “police use” decide that?"),
    ):
        student.call("rule", use).equals(due, why)

# %% role="wrong" task="rule" says="one year"
def rule(use):
    return "no" if use.by_police else "unclear" if use.for_police else "yes"

# %% role="wrong" task="rule" says="Do the words"
def rule(use):
    return "no" if use.by_police and FIRST_DAY <= use.date <= LAST_DAY else "yes"

# %% role="wrong" task="rule" says="Do the words"
def rule(use):
    return "no" if (use.by_police or use.for_police) and FIRST_DAY <= use.date <= LAST_DAY else "yes"

# %% [markdown]
# ## Who was exempt, and why
#
# The exempted organisations work for trafficking victims and missing children {claim:B27}. The reason lies in what they
# do. Yet the clause names organisations, so the same purpose gives two answers. Compare U18, U21 and U22.
#
# The news story adds something that the post, as quoted, does not say: these groups "work closely with law enforcement"
# {claim:N09}. One of the three, Marinus Analytics, is no charity but a company, and police use its product {claim:N15}.

# %%
rows = [(uses()[name], permitted(uses()[name], "amazon-2020")) for name in ("U18", "U21", "U22", "U23")]
as_table(pd.DataFrame([{"use": str(use), "answer": v.answer, "words": v.words} for use, v in rows]), index=False)

# %% [markdown]
# One name in the clause is itself disputed.

# %%
cases.sides("national-or-international")

# %% [markdown]
# ## Who was never covered
#
# Take every use of the bank with the same maker's product during that year. There are 24. How many does the post stop for certain? <!-- no-claim: the course's own bank -->

# %%
predict("amazon-stopped", ..., between=(0, 24))

# %%
END = datetime.date(2021, 6, 9)
during = [use for use in uses_for("amazon-2020") if datetime.date(2020, 6, 10) <= use.date <= END]
open_uses = [(use, permitted(use, "amazon-2020")) for use in during]
open_uses = [(use, verdict) for use, verdict in open_uses if verdict.answer != "no"]
listed = as_table(pd.DataFrame([{"id": use.id, "use": str(use), "answer": v.answer, "why": v.reason} for use, v in open_uses]), index=False)
fold("amazon-stopped", f"It stops {len(during) - len(open_uses)} of {len(during)}. These are the others:", listed, outcome=len(during) - len(open_uses))

# %% [markdown]
# Look through the list, or through `uses()`. Find three ids of uses that **help the police** and that the post does not stop for certain.

# %% role="do" task="hunt"
hunt = ["", "", ""]
### BEGIN SOLUTION
hunt = ["U22", "U23", "U25"]
### END SOLUTION
do("hunt")

# %% role="hidden" task="hunt"
def check(student):
    bank = uses()
    told = [str(name).strip().upper() for name in student.value("hunt").get("A list of three ids, such as U01.")]
    student.value("hunt").satisfies(lambda _: len(set(told)) >= 3, "Three different ids are asked for.")
    for name in told:
        student.value("hunt").satisfies(lambda _, name=name: name in bank, f"There is no use {name} in the bank.")
        answer = permitted(bank[name], "amazon-2020").answer
        student.value("hunt").satisfies(lambda _, answer=answer: answer != "no", f"{name}: the post stops this one.")
        student.value("hunt").satisfies(lambda _, name=name: bank[name].by_police or bank[name].for_police, f"{name}: the police gain nothing here.")

# %% role="wrong" task="hunt" says="the post stops this one"
hunt = ["U01", "U22", "U25"]

# %% role="wrong" task="hunt" says="the police gain nothing"
hunt = ["U22", "U34", "U25"]

# %% [markdown]
# Some rows need no police at all: a shop, a bank, a stadium. Some are done *for* the police. Some are done by
# federal agencies. A reporter noted that Amazon did not say at first how federal agencies stood
# {claim:B28}. A congressman asked whether contracts in force were covered {claim:B06}. How it would be enforced was
# unclear {claim:B05}.
#
# ## A loophole that is real
#
# You have read uses that somebody else made up. Now make one. Here is a clause that no company wrote, and its **aim**. All
# clauses of this bank are made up.

# %%
shops = clauses.clause("shops")
print(shops)

# %% [markdown]
# Think of a use that the aim means to stop and that the words let through. Then look at somebody's first try.

# %%
first_try = {"who": "company", "purpose": "theft prevention", "timing": "live", "public_space": True, "for_police": True,
             "sentence": "A shop compares its customers with the police's list of thieves while they shop."}
clauses.look_at_escape(shops, first_try, "timing", "live, with a list")

# %% [markdown]
# The words catch it. What do they hang on? "Live". So wait a day:

# %%
second_try = first_try | {"timing": "retrospective",
                          "sentence": "A shop searches yesterday's recordings with the police's list of thieves."}
clauses.look_at_escape(shops, second_try, "timing", "match its customers, live") or "A way out."

# %% [markdown]
# Change the field `timing` alone and the words catch it again: that is the way out. Now close it. A patch is data: rows that
# are read before the clause's own, the first that fits decides. It must stop the escape and leave the innocent alone.

# %%
patch = [{"if": {"who": "company", "for_police": True, "public_space": True, "comparison": "1:N"}, "then": "no"}]
clauses.look_at_patch(shops, patch, second_try) or "It stops the escape, and nobody innocent."

# %%
clauses.look_at_patch(shops, [{"if": {"comparison": ["1:1", "1:N"]}, "then": "no"}], second_try)

# %% [markdown]
# A patch that stops too much is answered with a use that nobody meant. And one that stops too little? Count what is left, over
# *all* combinations of the fields that anything here asks for, and not over the uses that somebody thought of.

# %%
for rows in ((), patch):
    left = clauses.left_over(shops, rows)
    say(f"{'With the patch' if rows else 'The words alone'}: {left} By whom: "
        + ", ".join(f"{who} {count}" for who, count in left.by("who").items()) + ".")

# %% [markdown]
# **Try it:** mend the patch, so that a contractor who searches for the police is caught too, and count again. With a neighbour:
# swap patches and look for a use that gets through. In {assignment:amazon} you do this with a clause that you have not seen.
#
# ## Did the wording drift?
#
# | when | the words |
# |---|---|
# | February 2020, the documentation | face *recognition* becomes face *comparison* on the page for public safety {claim:X146} |
# | 1 May 2020, the documentation | "face comparison feature in connection with criminal investigations" {claim:B31} |
# | June 2020 | "police use of Amazon’s facial recognition technology" {claim:B01} |
# | May 2021 | "until further notice" {claim:B07} |
# | 2022 | "use of Amazon Rekognition’s face comparison feature by police departments in connection with criminal investigations" {claim:B10} |
# | January 2024 | the same words, and: "does not apply to […] missing persons" {claim:B11,B32} |
#
# The same in time:

# %%
wide, narrow = "facial recognition technology", "face comparison feature"
graphs.wordings({
    "documentation": [(claim("X146").date, "face comparison", True),
                      (claim("B31").date, f"{narrow} […] criminal investigations", True)],
    "the post and its extension": [(claim("B01").date, f"police use of {wide}, one year", False),
                                   (claim("B07").date, "until further notice", False)],
    "proxy, service terms": [(claim("B10").date, f"{narrow} by police departments […]", True),
                      (claim("B11").date, "not: […] missing persons", True)],
}, until="2024-06-30")

# %% [markdown]
# The narrower words are older than the post, by forty days. <!-- no-claim: 1 May to 10 June --> That bears on the dispute both ways. Amazon may say: this was
# always the police use that we meant. Its critics may say: you had these words and did not use them.
#
# Another sentence went the other way. From July 2019 the documentation told officers to look at a match by hand before
# they question or hold anyone {claim:X144}. On {value:X145} it was gone; review by trained people took its place {claim:X145}.
#
# Does the wording change the answer? Take the same uses, and put each on a day when the text was in force. For three of them: does the last wording
# `"loosen"` what the first one said, `"tighten"` it, or `"keep"` it? U14 is an officer's face at the door of the evidence room, U16 a search for weapons in
# videos, U25 the contractor. <!-- no-claim: made-up uses -->

# %%
predict("amazon-drift", {"U14": "", "U16": "", "U25": ""}, options=["loosen", "tighten", "keep"])

# %%
day = {"amazon-2020": datetime.date(2020, 9, 1), "amazon-2021": datetime.date(2021, 9, 1),
       "amazon-terms": datetime.date(2024, 3, 1)}
by_wording = cases.answers(during, day, day)
changed = by_wording[by_wording["amazon-2020"] != by_wording["amazon-terms"]]
fold("amazon-drift", lambda: cases.answers_figure(by_wording), f"**{len(changed)}** of {len(by_wording)} answers differ between the first and the last wording.",
     as_table(changed[["amazon-2020", "amazon-terms"]].assign(description=[str(uses()[name]) for name in changed.index])))

# %% [markdown]
# Was the moratorium made narrower, or only written down more exactly? That is disputed.

# %%
cases.sides("scope-of-the-moratorium")

# %% [markdown]
# ## What happened after
#
# When the first year ran out, no federal law on police use had been passed {claim:B09}. Amazon gave no reason for the
# extension {claim:B08}. In January 2024 an FBI project with the service was listed as starting {claim:B13}; its stated
# purpose does not mention face recognition {claim:B14}. Amazon denied that it had relaxed anything {claim:B15}.
#
# Nothing is left out of the picture below: companies and courts, laws and people harmed.

# %%
timeline_figure()

# %%
events = timeline_table()
as_table(events[events["when"].str.contains("202[0-6]") & ~events["when"].str.contains("(?:January|February|March) 2020")])

# %% [markdown]
# To choose kinds and places, run the next cell. It starts with everything.

# %%
timeline_explorer()

# %% [markdown]
# **What do you think:** the stated reason was time for rules {claim:B04}. Read the rows from June 2020 on. What would
# you need to know to say whether the time was used, and by whom?
#
# Mind what is *not* in such a list. The count of wrongful arrests, at least {value:X96} by one report {claim:X96}, holds the
# cases that became known. It is no sample, and no rate follows from it.
#
# ## Does the maker answer for its buyers?
#
# Leave the law aside. Somebody is named wrongly by an office that set no threshold. Here is what each side can point to.

# %%
cases.sides("maker-and-buyers")

# %% [markdown]
# The record cannot settle it, since the sides differ in a principle. Write one claim, and the principle that leads to it, in a sentence that names
# no company. Then ask of whom else it holds: a maker of ovens, of cars, of guns, of medicine. You need it in {assignment:amazon}.
#
# What you expected, and what came out:

# %%
outcomes("amazon-told", "amazon-four", "amazon-stopped", "amazon-drift", questions={
    "amazon-told": "Which threshold were the police told to use?",
    "amazon-four": "Does the post permit these four?",
    "amazon-stopped": "Uses of 24 that the post stops for certain",
    "amazon-drift": "What the last wording does to three uses",
})

# %% [markdown]
# ## Check yourself

# %%
quiz("amazon")

# %% [markdown]
# ## Take away
#
# - A number for a threshold has a place, a date and an author. Put them beside it before you compare.
# - A test of people who are not enrolled counts false matches and cannot count misses.
# - A commitment is a rule: who, what, with whose product, until when. Where it is silent, two readers will differ.
# - The same year can be told in two ways. Ask what would settle it.
#
# **Words:** *Moratorium*: a stop for some time. *FPIR*, false positive identification rate: the share of searches for
# people who are not enrolled that return somebody. *Exemption*: a use that a rule leaves out by name. *Scope*: what a
# rule is about. *Primary source*: the actor's own text.
#
# Now try [{Assignment:amazon}](../assignments/amazon/release/amazon.ipynb).
