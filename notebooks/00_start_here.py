# ---
# title: "Start here"
# about: "whose faces are these?"
# minutes: 35
# lead: Whose faces are these, and what may be learnt from them?
# before: Nothing. You need no account, no camera and no network.
# objectives:
#   - run a notebook, and know what is kept and what is sent (nothing is sent)
#   - say where the faces of this course come from, and why they are not photographs
#   - read the labels of an image, and tell a label from a person
#   - say two things that these faces can show, and two that they cannot
# ---

# %% [markdown]
# ## How a notebook works
#
# A notebook is text and code in one page. Click a grey cell and press **Shift + Enter**: the code runs, and what it
# gives appears below. Run the cells from top to bottom. If you get lost, choose *Kernel*, then *Restart Kernel and
# Run All Cells*.
#
# In some cells **you** write. They hold `...` where your words or your code belong, and end with a line such as
# `do("people")`. It says *Good*, *Not yet* with a reason, or *Still to do*. Nothing is graded here, and nothing further down
# needs what you wrote. So you may leave one out and come back.
#
# Everything runs on this machine. Try it.

# %%
from course import faces, figures
from course.figures.words import percent, say
from course.judgement.journal import fold, outcomes, predict, record
from course.study.do import doing
from course.study.quiz import quiz

do = doing("start_here")
cast = faces.load(role="known")
cast

# %% [markdown]
# ## Whose faces are these?
#
# Here is one image of each of twelve people.

# %%
first = cast.images[cast.images.shot == 0].groupby(["target", "sex"]).head(2)
figures.pictures.faces(cast, first.image)

# %% [markdown]
# To use a photograph of somebody's face, one can ask that person for leave. For how many of the twelve could that have been
# done? Put a number from 0 to 12 where the dots stand. Your answer is kept in one file on this machine, and a later cell
# sets it beside what came out.

# %%
predict("start-asked", ..., between=(0, 12))

# %%
fold("start-asked")

# %% [markdown]
# Faces that belong to nobody are unusual. Most sets of faces are photographs of people, often found on the web.
#
# - In January 2019 IBM published *Diversity in Faces*, about a million annotated images of faces. {claim:C08}
# - The photographs came from Flickr. {claim:C10} People had put them there for other reasons.
#
# The marks between brackets stand for sources. Rest the mouse on one to see who says so, when, and in which words; click to read on. Each lesson lists its
# sources in full at the end.
#
# {Lesson:ibm} asks what consent would have meant there. For now it is enough to see the difference:
# nobody can be harmed by a mistake about a face in this course, and nobody needs to be asked.

# %% [markdown]
# ## A person is a number
#
# A face in the cast is made from a **seed**, one whole number. The seed decides the shape of the nose and the length
# of the hair.
#
# Suppose that somebody draws a face from the same seed again, with the same program. What comes out: the `"same"` face,
# `"another"` one, or one that is `"nearly"` the same?

# %%
predict("start-seed", ..., options=["same", "another", "nearly"])

# %%
fold("start-seed")

# %% [markdown]
# Each *known* person was drawn several times, with another pose, light and expression. Here is one of them.

# %%
one = cast.subjects.subject.iloc[0]
figures.pictures.faces(cast, cast.images[cast.images.subject == one].image)

# %% [markdown]
# Because the computer drew the face, we know exactly what it was told to draw.
# These are the **labels** of the first of these images.

# %%
cast.images[cast.images.subject == one].iloc[0].to_frame("label")

# %% [markdown]
# `hair_colour` is the colour before any grey. How much grey was added has no label.
#
# ### A label is not a person
#
# Look at `target`. The head model has three *morph targets*, which its makers named African, Asian and European.
# A target moves the points of the head towards a shape that the modellers thought typical.
# It is a modeller's idea. No one was measured for it.
#
# So in this course we say "rendered with the African morph target". We never say that a face *is* African:
# there is nobody who could be. The same holds for `sex` and `age`.
#
# A recogniser called SFace is tried on these pictures, and a difference is found. Three sentences for the report:
#
# - **A**: SFace errs more on Africans.
# - **B**: On faces rendered with the African morph target, SFace accepted more pairs of two people than on those with the European one.
# - **C**: Africans look more alike.
#
# Which one may be printed? Write its letter between the quotation marks.

# %% role="do" task="sentence"
sentence = ""
### BEGIN SOLUTION
sentence = "B"
### END SOLUTION
do("sentence")

# %% role="hidden" task="sentence"
def check(student):
    letter = student.value("sentence").get()
    letter = letter.strip().upper() if isinstance(letter, str) else letter
    why = {"A": "It speaks of people, and no person was tested. Which sentence says what was drawn?",
           "C": "It makes a statement about people out of a setting of a program. Which sentence speaks of pictures only?"}
    student.value("sentence").satisfies(lambda _: letter == "B", why.get(letter, "Write one letter: A, B or C."))

# %% role="wrong" task="sentence" says="no person was tested"
sentence = "A"

# %% role="wrong" task="sentence" says="speaks of pictures only"
sentence = "c"

# %% [markdown]
# ## What is in the cast?

# %%
say(f"The cast has **{len(cast.subjects)} known people** in **{len(cast)} images**. "
    f"{percent(cast.subjects.glasses.mean(), 0)} of the people wear glasses.")
cast.subjects.groupby(["target", "sex"]).agg(people=("subject", "size"), youngest=("age", "min"), oldest=("age", "max"))

# %% [markdown]
# Every row of this table was drawn by the same rules for age, glasses, pose and light. By chance the rows differ a little all the
# same. By rule a row differs from another in its target and its sex target, and in what is bound to those.
#
# Half the people form the **development** set, the other half the **evaluation** set.
# We choose settings on the first half and report results on the second. {Lesson:thresholds} shows why.
#
# How many people are in the evaluation half? `cast.images` is a table with one row for each image. It has the columns
# `subject`, the person, and `split`, which says `"development"` or `"evaluation"`. Some bricks that may help:
#
# - `cast.images[cast.images.split == "evaluation"]` keeps some of the rows;
# - `.subject` takes a column, and `.nunique()` counts how many different values it has.

# %% role="do" task="people"
### BEGIN SOLUTION
people = cast.images[cast.images.split == "evaluation"].subject.nunique()
### END SOLUTION
do("people")

# %% role="hidden"
from course import faces

# %% role="hidden" task="people"
def check(student):
    images = faces.load(role="known").images
    part = images[images.split == "evaluation"]
    why = {len(part): "Those are images. Each person has several: count people.",
           images.subject.nunique(): "Those are the people of both halves. Keep the rows of one half first."}
    found = student.value("people").get()
    found = found if isinstance(found, (int, float)) else None
    student.value("people").equals(part.subject.nunique(), why.get(found, "Keep the rows of the evaluation half, then count its people."))

# %% role="wrong" task="people" says="Each person has several"
people = len(cast.images[cast.images.split == "evaluation"])

# %% role="wrong" task="people" says="both halves"
people = cast.images.subject.nunique()

# %% [markdown]
# ## What these faces can show, and what they cannot
#
# **They can show** how a real recogniser works, what its threshold trades, how errors are measured, and why a small
# error rate becomes many wrong names in a large gallery. The recognisers are real networks. Their errors on these
# images are real errors.
#
# **They cannot show** how often a recogniser errs on people. Rendered skin is not skin, and three targets are not
# humanity. When we find that a rate differs between groups of the cast, we have shown *how to measure* such a
# difference, and that it exists on these images. We have not measured it for any people.
#
# The [datasheet](../docs/datasheet.md) says all of this in detail.
#
# Sort these four. Can the cast show it? Write `"yes"` or `"no"` for each.

# %% role="do" task="can_show"
can_show = {
    "what a stricter threshold does to both kinds of error": "",
    "how often SFace errs on the people of your town": "",
    "that a recogniser can take two different faces for one": "",
    "whether a recogniser is fair to a group of people": "",
}
### BEGIN SOLUTION
can_show = dict(zip(can_show, ["yes", "no", "yes", "no"], strict=True))
### END SOLUTION
do("can_show")

# %% role="hidden" task="can_show"
def check(student):
    said = student.value("can_show").get()
    for thing, right, why in (
        ("stricter threshold", "yes", "How a threshold trades can be seen on any set of faces, these among them."),
        ("of your town", "no", "Nobody of your town is in the cast, and rendered skin is not skin."),
        ("two different faces", "yes", "One pair is enough to show that it can happen, and the network is a real one."),
        ("fair to a group", "no", "No people are in the cast, so no group of people was measured."),
    ):
        (key,) = (name for name in said if thing in name)
        student.value("can_show").satisfies(lambda told, key=key, right=right: told[key].strip().lower() == right, f"{key}: {why}")

# %% role="wrong" task="can_show" says="Nobody of your town"
can_show = dict.fromkeys(can_show, "yes")

# %% role="wrong" task="can_show" says="can be seen on any set of faces"
can_show = dict.fromkeys(can_show, "no")

# %% [markdown]
# ## Are you ready?
#
# This cell checks that the recognisers' files are in place and unchanged. They came with packages you installed.
# Nothing is downloaded.

# %%
from course.matching import ensure_weights

for name, path in ensure_weights().items():
    print(f"{name:12} {path.stat().st_size / 1e6:6.1f} MB  ready")

# %% [markdown]
# And this shows how far you have come. It is kept in one small file in the course folder, on this machine only.

# %%
from course.study.progress import overview

print(overview())

# %% [markdown]
# ## Whom does a search touch?
#
# Somebody searches a gallery for a face, in a police office. Two people come to mind at once: the officer, and the person who is wanted. Who else
# is touched by that search? Name at least four other kinds of people, each in a few words.

# %% role="do" task="touched"
touched = ["", "", "", ""]
### BEGIN SOLUTION
touched = ["everybody whose photograph is in the gallery", "people who look like the person wanted",
           "the person who was robbed and waits", "those whose photographs trained the network"]
### END SOLUTION
do("touched")

# %% role="hidden" task="touched"
def check(student):
    told = student.value("touched").get("A list of texts is asked for, each between quotation marks.")
    different = {one.strip().lower() for one in told if isinstance(one, str) and one.strip()}
    plain = {"police", "the police", "officer", "the officer", "the police officer", "the suspect", "suspect", "criminal",
             "the criminal", "the person wanted", "the person who is wanted", "the wanted person"}
    student.value("touched").satisfies(lambda _: not different & plain, "The officer and the person wanted are named already. Who else?")
    student.value("touched").satisfies(lambda _: len(different) >= 4, f"{len(different)} different so far. Think of who is in the gallery, "
        "who looks alike, who waits for the case to be solved, and whose photographs trained the network.")

# %% role="wrong" task="touched" says="2 different so far"
touched = ["people in the gallery", "lookalikes", "lookalikes", "people in the gallery"]

# %% role="wrong" task="touched" says="Who else?"
touched = ["the police", "the suspect", "the family", "the neighbours"]

# %% [markdown]
# ## What do you hold today?
#
# This course is about what face search does to people, and about what may be done. Before it tells you anything: how far do
# you agree, from 0 (no) to 100 (yes)? <!-- no-claim: a scale -->
#
# - `recordings`: the police may search recordings for a face;
# - `streets`: a city may search its streets for faces, live;
# - `shop`: a shop may search its visitors' faces.
#
# `sure` is how sure you are, from 0 to 100. <!-- no-claim: a scale --> `because` is your reason, and `change` is what would change your mind.
# Put them in between the signs, and run the cell. It is kept in one file on this machine, which no teacher's tool reads. At the
# end of the course you see it again, beside what you hold then. To stay and to move are worth the same: nothing.

# %%
record("start", recordings=..., streets=..., shop=..., sure=..., because="", change="")

# %% [markdown]
# What you expected, and what came out:

# %%
outcomes("start-asked", "start-seed", questions={
    "start-asked": "How many of the twelve could have been asked?",
    "start-seed": "What does the same seed give again?",
})

# %% [markdown]
# ## Check yourself

# %%
quiz("start_here")

# %% [markdown]
# ## Take away
#
# - The faces in this course are drawn from seeds. They are nobody's.
# - The recognisers are real, so their errors are real errors, on these images.
# - A label says what was drawn. It does not say who anybody is.
#
# **Words:** *morph target*: a direction in which a head model's shape can be moved. *Subject*: in the standards'
# language, the person whose face is in an image; here, one seed. *Development set* and *evaluation set*: the half to
# choose on, and the half to report on.
#
# Next: [{Lesson:build_a_matcher}]({file:build_a_matcher}).
