# ---
# title: "What is owed?"
# about: "objections that outlive error, five lenses, the anatomy of an argument"
# minutes: 75
# lead: Suppose that the matcher never errs, for anybody. Which objections are left? Which reasons for it grow?
# before: "{Lesson:thresholds}, {lesson:identification} and {lesson:differentials}. You should know FMR, FNMR and FPIR."
# objectives:
#   - tell objections that die with error from those that do not
#   - look at a case through five lenses, and say the limit of each
#   - take an argument apart, and build one with its strongest objection
#   - write a principle as a function, and see what else it condemns
# ---

# %%
import pandas as pd
from course import faces
from course.evaluation import FaceSet, fmr, fnmr, group_rates, score_pairs, search, threshold_at_fmr
from course.figures.words import as_table, percent, say
from course.judgement import lenses
from course.judgement.argument import Argument
from course.judgement.perfect import PerfectMatcher
from course.judgement.principle import reach
from course.policy import uses
from course.study.quiz import quiz

# %% [markdown]
# ## The question
#
# Most lessons so far asked how a matcher errs. Errors can be measured, and they can be made fewer. Suppose now that they are gone.
# Is then every use of face recognition all right? And if not, what exactly is wrong with it?
#
# Academics wrote to Amazon that a highly accurate system, too, is a grave threat to society {claim:L60}. The head of the New York
# police held that not to use the technology would be an injustice {claim:L42}. Neither sentence is about an error rate. **This lesson
# gives no answer. It gives tools for finding yours, and for meeting somebody who found another.**
#
# Some cases below are about arrests. There are no pictures, and the tools can be learnt without them: skip *Four right names* if you
# would rather.
#
# ## Six uses, first time
#
# All six are made up. For each, write a number from 0 (certainly not all right) to 100 (certainly all right). Think of the matchers
# that you have measured. The numbers stay in this notebook. Nobody collects them, and no later cell needs them. <!-- no-claim: an instruction -->

# %%
SIX = {name: str(uses()[name]) for name in ("U39", "U34", "U46", "U36")}
SIX |= {"U20": "A police department searches photographs posted online for a missing child.",
        "U88": "A police department looks for the name of a dead man."}
as_table(pd.DataFrame(SIX.items(), columns=["use", "description"]), index=False)

# %%
before = {"U39": None, "U34": None, "U46": None, "U36": None, "U20": None, "U88": None}

# %% [markdown]
# Take a minute more. For the use you like least, write down **two objections** to it. You will need them.
#
# ## A matcher that never errs
#
# Here it is. It cheats: it reads the label of each picture, and gives two pictures of one person the distance 0 and all other pairs
# the distance 1. It is no recogniser. It is a thought experiment that runs. Put it through the same measures as Dlib.

# %%
def measure(known, threshold):
    """Both error rates, the worst group, and how often a search names somebody who is not there."""
    people = FaceSet.of(known, groups=["target", "sex"])
    scores = score_pairs(people)
    rates = group_rates(scores, threshold)
    half = pd.Series(people.subjects).isin(scores.subject_names[::2]).to_numpy()
    found = search(people.take(~half), people.take(half))
    return {"FMR": fmr(scores.nonmated, threshold), "FNMR": fnmr(scores.mated, threshold),
            "FMR, worst group": rates.fmr.max(), "FNMR, worst group": rates.fnmr.max(),
            "FPIR, nobody enrolled": found.fpir(threshold)}

# %%
dlib = {half: faces.embeddings("dlib", role="known", split=half) for half in ("development", "evaluation")}
threshold = threshold_at_fmr(score_pairs(FaceSet.of(dlib["development"])).nonmated, 0.001)
perfect = PerfectMatcher()
measured = pd.DataFrame({"Dlib": measure(dlib["evaluation"], threshold),
                         "the perfect one": measure(perfect.embed(dlib["evaluation"]), perfect.threshold)})
measured.map(lambda rate: percent(rate, 2))

# %%
say(f"{len(dlib['evaluation'])} images of the evaluation half. Dlib at the distance {threshold:.3f}, chosen on the development half for an "
    f"FMR of 0.1%. The perfect matcher: **no false match, no miss, no difference between groups, in any gallery.**")

# %% [markdown]
# ## Six uses, second time
#
# Imagine this matcher in all six places. Rate them again. If you have a neighbour: rate alone, then compare, then rate once more.

# %%
after = {"U39": None, "U34": None, "U46": None, "U36": None, "U20": None, "U88": None}

# %%
both = pd.DataFrame({"with errors": before, "without": after, "description": SIX})
as_table(both, missing="still empty")

# %% [markdown]
# A number may rise, fall or stay. Rising has a reason: what it finds is now right, and a child is found. Falling has one too: a
# matcher that never errs is one from which nobody can hide.
#
# ## Which objections die with error?
#
# Go through your two objections and through these eight. Which would be **gone** with the perfect matcher, which would be **left**?
# Write it down before you open the answer.
#
# | | objection |
# |---|---|
# | a | Somebody innocent may be taken for the person on the video. |
# | b | It errs more often on some groups than on others. |
# | c | Who will be noted at a march may stay at home, although the march is lawful. |
# | d | Nobody asked the people whose photographs are searched. |
# | e | The cameras hang where some people live, and not where others do. |
# | f | The list was made for one purpose, and next year there will be another. |
# | g | Whoever is named cannot learn how, and cannot answer. |
# | h | It finds so few of the missing that the money is better spent elsewhere. |
#
# <details><summary>One answer</summary>
#
# Gone: **a**, **b**, **h**. They rest on error rates. Left: **c**, **d**, **e**, **f**. They rest on what is done with a right name, on who
# was asked, and on who decides. **g** is split. One reason to answer is that the name may be wrong; that one is gone. Another is that the
# *use* may be wrong; that one is left.
#
# Note that **h** is an objection to *use* that dies, too. So the perfect matcher takes reasons from both sides.
#
# </details>
#
# **What do you think:** is an objection that dies with error a weak one? Nobody has the perfect matcher.
#
# ## Check yourself
#
# "It is only unfair because it errs more on some people." <!-- no-claim: a sentence to judge --> Which letters above does the speaker forget?
#
# ## Four right names
#
# These happened. In each the name was right. Read both sides before you decide.

# %%
lenses.show_right_name("metro")

# %%
lenses.show_right_name("show")

# %%
lenses.show_right_name("witness")

# %%
lenses.show_right_name("newsroom")

# %% [markdown]
# Two of these trouble people who trust the technology. Two trouble people who reject it. If only two of them trouble *you*, look at the
# other two again: what would you have said to the man who was freed, or to the man on the train?
#
# Four cases are no sample. They show that "the name was right" does not settle the matter, in either direction.
#
# ## Five lenses
#
# Why does a case trouble you? People have thought about that for long, in several ways. Each way is a lens: it shows some things
# sharply and leaves others out. A lens computes no answer. Each has a limit, and each meets an objection.

# %%
as_table(lenses.lens_table(), index=False)

# %% [markdown]
# A case for each:
#
# - **Consequences.** The New York police count {value:L40[2]} arrests after {value:L40[0]} requests in one year {claim:L40,L41}. How many of
#   them would have been made anyhow? The count does not say.
# - **Rights, dignity and consent.** Photographs of licence holders were searched without their knowledge or consent, it was reported
#   {claim:L50}. A member of Congress: nobody had signed for that {claim:L51}.
# - **Fair procedure.** In the Moscow case no record of the search existed that the man could have asked for {claim:L05}.
# - **Contextual integrity.** A photograph taken so that somebody may drive is searched after a shooting {claim:L36}.
# - **Power and equal standing.** A court held that such use can keep others from speaking {claim:L04}.
#
# **Try it:** take U34, the shop. Write one sentence through each lens, and let no sentence be used twice. Then write the strongest
# objection to the lens you like best. It stands in the table; say it in your own words, so that its friend would nod.
#
# ## A flow of information
#
# The fourth lens has a tool. A flow of information has five parts: who **sends** it, **about** whom, who **receives** it, **what** it is, and
# under which **terms**. Fill them in, before and after. A star marks what has changed.

# %%
as_table(lenses.flow_table(lenses.flows()["licence"]))

# %%
as_table(lenses.flow_table(lenses.flows()["still"]))

# %% [markdown]
# Both are flows to the police. In the first the people are the same, and nearly all else has changed. In the second the picture shows
# somebody at the place of a crime that was reported. Step two is the question: what does the change do to the people's interests,
# to who has power over whom, and to what the setting is for? New is not wrong. It has to be defended.
#
# The recognisers of this course have a flow behind them, too. Its author says that many of the pictures for Dlib's network were
# scraped from the internet {claim:X206}. For SFace nothing that we read says which
# pictures it had {claim:X214,X215}.

# %%
as_table(lenses.flow_table(lenses.flows()["training"]))

# %% [markdown]
# **What do you think:** is there a row here that you would have wanted to be asked about? It comes back in {lesson:ibm}.
#
# ## The anatomy of an argument
#
# A made-up letter to a newspaper: <!-- no-claim: made up -->
#
# > "The search at the metro was wrong. The man had stood there alone and peacefully, as the court says. There was not even a record of the
# > search. A state may look for one person in a crowd only if that person is dangerous and a judge can later see why. I know: then we
# > could not look for people who do not pay their fines, and the rest of us pays. Some say that a rule nobody enforces is none. True, but the
# > fine could have come by post. If he had blocked a train, I would think otherwise."
#
# It has eight parts. Most arguments hide some. The **warrant** is the general principle that leads from the grounds to the claim. It is what people
# leave unsaid, and what they disagree about.

# %%
letter = Argument(
    claim="It was wrong to search the metro for a man who had stood alone with a figure.",
    grounds=[("The demonstration was peaceful beyond dispute.", "L07"),
             ("No record of the search existed.", "L05")],
    warrant="A state may search a crowd only for somebody dangerous, and if a judge can later see why.",
    also="It forbids a live search for those who pay no fines, and then the rest of us pays.",
    objection="Notice of demonstrations protects all who ride the metro. A rule nobody enforces is none.",
    hits="warrant",
    reply="Notice may be asked for, and a fine be sent by post. The cameras only made it cheap.",
    concedes="If he had blocked a train, I would think otherwise.",
)
letter.show()

# %% [markdown]
# Each box folds, with the mouse or with Tab and Enter. A ground names a row of the course's record, or says `"value"`, or `"mine:NAME"` for what you
# measured. Facts can be looked up; values have to be owned. The form can be checked by a machine:

# %%
print(letter.report())

# %% [markdown]
# The check reads **form only**. Turn the claim round and leave all else: the report must not change, or the machine has an opinion.

# %%
from dataclasses import replace

turned = replace(letter, claim="It was not wrong to search the metro for a man who had stood alone with a figure.")
print("same report:", turned.form() == letter.form())

# %% [markdown]
# So a form that holds can carry a bad argument. Here the turned claim no longer follows from its own principle, and only a reader sees that.
# But no form at all is a sign. Read this one, and let the machine look at it. It is fluent. What does it say?

# %%
fluent = Argument(
    claim="Responsibility must be understood holistically across the ecosystem.",
    grounds=[("Stakeholders bear a duty of care.", "value")],
    warrant="A nuanced balance between innovation and accountability is required across the value chain.",
    objection="Critics may contend that regulation is needed.",
    reply="However, a culture of transparency ensures that technology serves humanity responsibly.",
)
print(fluent.report())

# %% [markdown]
# **Try it:** write the letter of somebody who holds that the search was **right**, in the same eight parts. The other side of the case
# above has its grounds in the record {claim:L06}. Then ask whether its author would sign it.
#
# ## A principle decides other cases too
#
# A warrant is general, so it decides cases that its author did not think of. Write it as a function over the bank of uses: `True` where it
# says that the use is wrong. Here is one reading of the letter's principle.

# %%
def principle(use):
    """Wrong: the state searches a crowd, live, and no judge has agreed."""
    crowd = use["public_space"] is True and use["timing"] in ("live", "nearly live")
    judge = use["authority"] in ("warrant", "court order")
    return use["by_government"] and use["comparison"] == "1:N" and crowd and not judge

condemned = reach(principle)
say(str(condemned))
as_table(condemned.table(), index=False)

# %% [markdown]
# Read the list. It condemns the march. It also condemns the search for a bomber with minutes to spare, and one for an abducted child.
# Nobody wrote that into the letter; it follows. **Which row do you dislike?** Then there are three ways. Keep the principle and accept
# the row. Mend the principle, and look what else changes. Or give up the claim. Change the function above and run the cell again.

# %%
print(condemned.look_at("U39") or "It condemns its own case and others of another kind, and not all.")

# %% [markdown]
# ## Your record
#
# The three statements again, from 0 (no) to 100 (yes). <!-- no-claim: a scale --> Take them as they stand: for a matcher as good as real
# ones are, or for a perfect one. Say in `because` which you thought of.
#
# - `recordings`: the police may search recordings for a face;
# - `streets`: a city may search its streets for faces, live;
# - `shop`: a shop may search its visitors' faces.

# %%
from course.judgement.journal import record

record("owed", recordings=..., streets=..., shop=..., sure=..., because="", change="")

# %% [markdown]
# ## Check yourself

# %%
quiz("owed")

# %% [markdown]
# ## Take away
#
# - Some objections are about error and die with it. Others are about who decides, who was asked, and what a right name is used for.
# - A lens shows and does not compute. Know the strongest objection to the one you like.
# - Ask of a flow of information what has changed: sender, about whom, receiver, what, terms. New must be defended.
# - An argument has a principle, said or unsaid. The principle decides other cases too.
# - Put the strongest objection to your own claim, so that who holds it would nod. Then say what you give up.
#
# **Words:** *Warrant*: the general principle that leads from grounds to a claim. *Objection*: a reason against a claim, a ground or a principle. *To
# concede*: to give up a part. *Contextual integrity*: that information flows as people in a setting have reason to expect. *Template*: the
# numbers by which a face is compared.
#
# Now try [{Assignment:owed}](../assignments/owed/release/owed.ipynb).
