# ---
# title: "Start here"
# about: "whose faces are these?"
# minutes: 30
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
# Everything runs on this machine. Try it.

# %%
from course import faces
from course.figures import pictures
from course.figures.words import percent, say
from course.study.quiz import quiz

cast = faces.load(role="known")
cast

# %% [markdown]
# ## Whose faces are these?
#
# Here is one image of each of twelve people.

# %%
first = cast.images[cast.images.shot == 0].groupby(["target", "sex"]).head(2)
pictures.faces(cast, first.image)

# %% [markdown]
# They are nobody. Each face was drawn by a computer from a model of a head.
# No camera was involved, and no person was asked, because there is no person.
#
# That is unusual. Most sets of faces are photographs of people, often found on the web.
#
# - In January 2019 IBM published *Diversity in Faces*, about a million annotated images of faces. {claim:C08}
# - The photographs came from Flickr. {claim:C10} People had put them there for other reasons.
#
# {Lesson:ibm} asks what consent would have meant there. For now it is enough to see the difference:
# nobody can be harmed by a mistake about a face in this course, and nobody needs to be asked.

# %% [markdown]
# ## A person is a number
#
# A face in the cast is made from a **seed**, one whole number. The seed decides the shape of the nose and the length
# of the hair. The same seed gives the same face again. Each *known* person was drawn several times, with another
# pose, light and expression.

# %%
one = cast.subjects.subject.iloc[0]
pictures.faces(cast, cast.images[cast.images.subject == one].image)

# %% [markdown]
# Because the computer drew the face, we know exactly what it was told to draw.
# These are the **labels** of the first of these images.

# %%
cast.images[cast.images.subject == one].iloc[0].to_frame("label")

# %% [markdown]
# ### A label is not a person
#
# Look at `target`. The head model has three *morph targets*, which its makers named African, Asian and European.
# A target moves the points of the head towards a shape that the modellers thought typical.
# It is a modeller's idea. No one was measured for it.
#
# So in this course we say "rendered with the African morph target". We never say that a face *is* African:
# there is nobody who could be. The same holds for `sex` and `age`.

# %% [markdown]
# ## What is in the cast?

# %%
say(f"The cast has **{len(cast.subjects)} known people** in **{len(cast)} images**. "
    f"{percent(cast.subjects.glasses.mean(), 0)} of the people wear glasses.")
cells = cast.subjects.groupby(["target", "sex"])
cells.agg(people=("subject", "size"), youngest=("age", "min"), oldest=("age", "max"))

# %% [markdown]
# Every cell of this table was drawn in the same way: the same ages, the same share of glasses, the same poses and
# lights. A cell differs from another by its target and its sex target, and by what is bound to those.
#
# Half the people form the **development** set, the other half the **evaluation** set.
# We choose settings on the first half and report results on the second. {Lesson:thresholds} shows why.

# %%
cast.subjects.groupby("split").size().to_frame("people")

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
from course.judgement.journal import record

record("start", recordings=..., streets=..., shop=..., sure=..., because="", change="")

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
