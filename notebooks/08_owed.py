# ---
# title: "What is owed?"
# about: "objections that outlive error, five lenses, the anatomy of an argument"
# minutes: 90
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
from course.judgement.journal import fold, outcomes, predict, record
from course.judgement.perfect import PerfectMatcher
from course.policy import uses
from course.study.do import doing
from course.study.quiz import quiz

do = doing("owed")

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
# Find a reason that **grows**: name one of the six uses (its id), say whether the reason speaks `"for"` the use or `"against"` it, and give the reason, in eight
# words or more. It must not speak of errors: there are none.

# %% role="do" task="grows"
grows = {"use": "", "speaks": "", "reason": ""}
### BEGIN SOLUTION
grows = {"use": "U39", "speaks": "against", "reason": "whoever walks in the march is known for certain, and next time many stay at home"}
### END SOLUTION
do("grows")

# %% role="hidden" task="grows"
def check(student):
    told = {key: str(text).strip() for key, text in student.value("grows").get().items()}
    six = ("U39", "U34", "U46", "U36", "U20", "U88")
    student.value("grows").satisfies(lambda _: told["use"].upper() in six, f"The six uses are {', '.join(six)}.")
    student.value("grows").satisfies(lambda _: told["speaks"].lower() in ("for", "against"), "It speaks “for” the use or “against” it.")
    count = len(told["reason"].split())
    student.value("grows").satisfies(lambda _: count >= 8, f"The reason has {count} words. Give it in eight or more.")
    errors = ("innocent", "mistak", "error", "wrongly", "misidentif", "false match", "wrong person", "wrong name", "inaccura", "bias")
    found = next((word for word in errors if word in told["reason"].lower()), "")
    student.value("grows").satisfies(lambda _: not found, f"You speak of “{found}”. This matcher never errs: what is left, or new?")

# %% role="wrong" task="grows" says="This matcher never errs"
grows = {"use": "U39", "speaks": "against", "reason": "an innocent person may be taken for somebody who threw a stone"}

# %% role="wrong" task="grows" says="Give it in eight or more"
grows = {"use": "U20", "speaks": "for", "reason": "the child is found"}

# %% [markdown]
# ## Which objections die with error?
#
# Go through your two objections and through these eight. Which would be **gone** with the perfect matcher, which would be **left**?
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
# First a guess: how many of the eight are gone?

# %%
predict("owed-die", ..., between=(0, 8))

# %% [markdown]
# Now one by one: `"gone"`, `"left"`, or `"split"`, where one reason behind it is gone and another is left.

# %% role="do" task="dies"
dies = {"a": "", "b": "", "c": "", "d": "", "e": "", "f": "", "g": "", "h": ""}
### BEGIN SOLUTION
dies = dict(zip(dies, ["gone", "gone", "left", "left", "left", "left", "split", "gone"], strict=True))
### END SOLUTION
do("dies")

# %% role="hidden" task="dies"
def check(student):
    told = {key: str(word).strip().lower() for key, word in student.value("dies").get().items()}
    for letter, good, why in (
        ("a", ("gone",), "nobody is taken for anybody else now."),
        ("b", ("gone",), "it errs on no group."),
        ("c", ("left", "split"), "whoever is noted is noted rightly. Does that bring anybody to the march?"),
        ("d", ("left",), "were they asked for a matcher that errs less?"),
        ("e", ("left",), "where the cameras hang is not decided by the matcher."),
        ("f", ("left",), "a purpose changes by decisions of people, with a perfect matcher too."),
        ("g", ("split", "left"), "a name may be right and its use wrong. Could one answer then?"),
        ("h", ("gone",), "this matcher misses nobody who is there. So it finds more, and an objection to its use dies."),
    ):
        student.value("dies").satisfies(lambda _, letter=letter: told[letter] in ("gone", "left", "split"), f"{letter}: write “gone”, “left” or “split”.")
        student.value("dies").satisfies(lambda _, letter=letter, good=good: told[letter] in good, f"{letter}: {why}")

# %% role="wrong" task="dies" says="Could one answer then"
dies = dict(zip(dies, ["gone", "gone", "left", "left", "left", "left", "gone", "gone"], strict=True))

# %% role="wrong" task="dies" says="an objection to its use dies"
dies = dict(zip(dies, ["gone", "gone", "left", "left", "left", "left", "split", "left"], strict=True))

# %% role="wrong" task="dies" says="were they asked"
dies = dict.fromkeys(dies, "gone") | {"c": "left"}

# %%
fold("owed-die")

# %% [markdown]
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
# Now one that no table shows (made up). A gym knows its members' faces at the door: the *member* shows the *gym* a *face*, *to be let in*. From next year on the gym
# tells a health insurer on which days each member came. No member is asked. Which of the five parts have changed? Put their names (`"sender"`, `"about"`, `"receiver"`,
# `"what"`, `"terms"`) into the list.

# %% role="do" task="gym"
gym = []
### BEGIN SOLUTION
gym = ["sender", "receiver", "what", "terms"]
### END SOLUTION
do("gym")

# %% role="hidden" task="gym"
def check(student):
    told = {str(part).strip().lower() for part in student.value("gym").get("A list of parts is asked for.")}
    parts = {"sender", "about", "receiver", "what", "terms"}
    student.value("gym").satisfies(lambda _: told <= parts, "The parts are sender, about, receiver, what and terms.")
    student.value("gym").satisfies(lambda _: "about" not in told, "about: of whom does it speak before, and after? The members have stayed the same.")
    for part, why in (("sender", "who tells the insurer? It is no longer the member."), ("receiver", "the insurer hears now, not the gym alone."),
                      ("what", "a face at a door has become a list of days."), ("terms", "it was shown to be let in, and nobody was asked for more.")):
        student.value("gym").satisfies(lambda _, part=part: part in told, f"{part}: {why}")

# %% role="wrong" task="gym" says="have stayed the same"
gym = ["sender", "about", "receiver", "what", "terms"]

# %% role="wrong" task="gym" says="nobody was asked for more"
gym = ["sender", "receiver", "what"]

# %% role="wrong" task="gym" says="no longer the member"
gym = ["receiver"]

# %% [markdown]
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
#
# Find it, before it is shown. Which of these is the letter's warrant?
#
# - **A**: There was not even a record of the search.
# - **B**: A state may look for one person in a crowd only if that person is dangerous and a judge can later see why.
# - **C**: The search at the metro was wrong.
# - **D**: If he had blocked a train, I would think otherwise.

# %% role="do" task="warrant"
warrant = ""
### BEGIN SOLUTION
warrant = "B"
### END SOLUTION
do("warrant")

# %% role="hidden" task="warrant"
def check(student):
    letter = str(student.value("warrant").get()).strip().upper()
    why = {"A": "That is a ground: something that happened. Why does it count against the search?",
           "C": "That is the claim. Which sentence would lead there in other cities, too?",
           "D": "There the writer gives something up. Which sentence speaks of no one case?"}
    student.value("warrant").satisfies(lambda _: letter == "B", why.get(letter, "Write one letter: A, B, C or D."))

# %% role="wrong" task="warrant" says="That is a ground"
warrant = "A"

# %% role="wrong" task="warrant" says="That is the claim"
warrant = "c"

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
# The check reads **form only**. Turn the claim round, "It was *not* wrong", and leave all else. Does the report stay the `"same"`, or does it become
# `"another"`?

# %%
predict("owed-turned", "", options=["same", "another"])

# %%
from dataclasses import replace

turned = replace(letter, claim="It was not wrong to search the metro for a man who had stood alone with a figure.")
said = "the same" if turned.form() == letter.form() else "another"
fold("owed-turned", said=said, outcome=said)

# %% [markdown]
# If it changed, the machine would have an opinion. But no form at all is a sign. Read this one, and let the machine look at it. It is fluent. What does it say?

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

# %% [markdown]
# How many uses of the bank does it condemn? Guess, before you look.

# %%
say(f"There are {len(uses())} uses in the bank.")

# %%
predict("owed-reach", ..., between=(0, len(uses())))

# %%
from course.judgement.principle import reach

condemned = reach(principle)
fold("owed-reach", as_table(condemned.table(), index=False), count=str(condemned), outcome=len(condemned.condemned))

# %% [markdown]
# **Which row do you dislike?** Then there are three ways. Keep the principle and accept the row. Mend the principle, and look what else changes. Or give up the claim.
#
# Try the second way. Somebody wants to keep the march condemned, and to spare both the bomber and the abducted child. A use has, besides the fields above, `purpose` (for
# these three it is `"protest monitoring"`, `"imminent threat"` and `"missing person"`). Write the mended principle; it may call `principle`. Then read it as somebody who
# wants to watch a march.

# %% role="do" task="mended"
def mended(use):
    """The letter's principle, with room for a bomber and an abducted child."""
    ### BEGIN SOLUTION
    return principle(use) and use["purpose"] not in ("imminent threat", "missing person")
    ### END SOLUTION


do("mended")

# %% role="hidden" task="mended"
def check(student):
    from dataclasses import replace

    from course.judgement.principle import as_data
    from course.policy import uses

    bank = uses()
    for name, due, why in (
        ("U39", True, "It no longer condemns the march."),
        ("U46", True, "It no longer condemns a city that stores where everybody went. What has that to do with a bomber?"),
        ("U68", False, "It still condemns the search for the bomber."),
        ("U67", False, "It still condemns the search for an abducted child where no judge was asked."),
        ("U36", False, "It now condemns what the letter did not speak of. Keep its own conditions."),
    ):
        student.call("mended", as_data(replace(bank[name], id="", sentence=""))).equals(due, f"{why} (A use like {name}, under no name.)")

# %% role="wrong" task="mended" says="no longer condemns the march"
def mended(use):
    return False

# %% role="wrong" task="mended" says="still condemns the search for an abducted child"
def mended(use):
    return principle(use) and use["purpose"] != "imminent threat"

# %% role="wrong" task="mended" says="no longer condemns the march"
def mended(use):
    return principle(use) and use["id"] not in ("U67", "U68") and use["id"] != ""

# %% role="wrong" task="mended" says="did not speak of"
def mended(use):
    return use["purpose"] not in ("imminent threat", "missing person")

# %%
print(condemned.look_at("U39") or "The letter's principle condemns its own case and others of another kind, and not all.")

# %% [markdown]
# An exception is asked by whoever wants through. A police officer who expects trouble at a march may call it a threat. Who decides what the purpose *is*?

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
record("owed", recordings=..., streets=..., shop=..., sure=..., because="", change="")

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("owed-die", "owed-turned", "owed-reach")

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
