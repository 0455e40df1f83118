# ---
# title: "Build a face matcher"
# about: "detect, align, represent, compare, enrol, search"
# minutes: 50
# lead: Two images. Is it the same person?
# before: {Lesson:start_here}. You should know what a list and a function are in Python. Some cells use numpy; the sentence above each says what it does.
# objectives:
#   - name the five steps of a face matcher, and see what each one does to an image
#   - compute a distance between two templates, and decide at a threshold
#   - enrol people in a gallery and search it
#   - say why a search always names somebody, and what a matcher must refuse
# ---

# %%
import numpy as np

from course import faces
from course.figures import pictures
from course.figures.words import percent, say
from course.study.quiz import quiz
from course.matching import FaceMatcher

cast = faces.load(role="known", split="development")
images = cast.images

# %% [markdown]
# ## The question
#
# Three images. Two show one person. Which two?

# %%
same = images[images.subject == images.subject.iloc[0]].image.tolist()
alike = (images.target == images.target.iloc[0]) & (images.sex == images.sex.iloc[0])
other = images[alike & (images.subject != images.subject.iloc[0])].image.iloc[2]
left, right, stranger = same[0], same[1], other
pictures.faces(cast, [left, stranger, right], captions=["A", "B", "C"], columns=3)

# %% [markdown]
# You decided within a second, and you may be right. (A and C are one person.)
# Can you say *how* you did it? And how sure are you?
#
# A machine does it in steps that we can look at one by one.
#
# ## Three steps: detect, align, represent
#
# 1. **Detect**: find the face, as a box and five points.
# 2. **Align**: turn and scale the image until the points lie where the recogniser expects them.
# 3. **Represent**: let a trained network turn the crop into 128 numbers, the **template**.

# %%
matcher = FaceMatcher("dlib")
pictures.stages(matcher, cast.read(left))

# %% [markdown]
# The network was trained by others, on photographs of real people: {value:X205} faces of {value:X208} people
# {claim:X205,X208}. Many were scraped from the internet by its author, who says so {claim:X206}; about half come from two
# public sets {claim:X207}. Nothing says that these people were asked. So the faces of this course belong to nobody, and the
# faces in the network do not. What is known of them, and what is not, stands in [the model cards](../docs/models.md). The
# network has never seen the faces of this course.
#
# ## Check yourself
#
# Look at the third panel. Could you recognise a person from it? Could you say what one of the numbers means?
# Nobody can. The numbers mean something only when two templates are compared.
#
# ## Step four: compare
#
# Two templates are compared by a **distance**. This is the cosine distance, in full.

# %%
def cosine_distance(a, b):
    """1 minus the cosine of the angle between two vectors: 0 for the same direction."""
    return 1 - a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


template = {name: matcher.represent(cast.path(name)) for name in (left, right, stranger)}
say(f"A and C, one person: **{cosine_distance(template[left], template[right]):.3f}**. "
    f"A and B, two people: **{cosine_distance(template[left], template[stranger]):.3f}**.")

# %% [markdown]
# A small distance means *alike*. That is all it means. It is not a probability, and it is not a percentage.
#
# ## Step five: decide
#
# To get from a number to a yes or no, somebody has to choose a **threshold**. At or below it, the matcher says
# *match*. DeepFace is a free Python library that wraps recognisers made by others; Dlib's is one of them. It comes with a
# threshold for each. Here is our matcher, and DeepFace itself beside it.

# %%
matcher.compare(cast.path(left), cast.path(right)).as_dict()

# %%
answer = matcher.verify(cast.path(left), cast.path(right))
{key: answer[key] for key in ("verified", "distance", "threshold", "confidence", "model", "similarity_metric")}

# %% [markdown]
# The two agree on the distance and on the decision. DeepFace adds something it calls `confidence`.
# Keep that word in mind. {Lesson:scores} takes it apart.
#
# **What do you think:** who chose that threshold, on which faces, and for which use?

# %% [markdown]
# ## Is one pair enough?
#
# No. One pair tells you about one pair. So we compare *all* pairs of images in the development half.
# A pair of images of one person is called **mated**; a pair of two people is **non-mated**.

# %%
known = faces.embeddings("dlib", role="known", split="development")
unit = known.vectors / np.linalg.norm(known.vectors, axis=1, keepdims=True)
distance = 1 - unit @ unit.T
subject = known.table["subject"].to_numpy()
first, second = np.triu_indices(len(unit), k=1)
is_mated = subject[first] == subject[second]
mated, non_mated = distance[first, second][is_mated], distance[first, second][~is_mated]
pictures.distances(mated, non_mated, threshold=matcher.threshold)

# %%
missed = percent(np.mean(mated > matcher.threshold))
confused = percent(np.mean(non_mated <= matcher.threshold))
say(f"At DeepFace's threshold of {matcher.threshold:g}, **{missed}** of the "
    f"{mated.size:,} mated pairs are missed, and **{confused}** of the "
    f"{non_mated.size:,} non-mated pairs are called a match.")

# %% [markdown]
# The two histograms overlap. So *no* threshold separates them: wherever you put the line, some pairs fall on the
# wrong side. Move it left and you miss more. Move it right and you confuse more.
#
# The threshold came with the software. It was not chosen on faces like these. What would you do before you used it?

# %% [markdown]
# ## Enrol and search
#
# So far we compared two images: one to one, written **1:1**. Police searches are **1:N**: one image against a
# **gallery** of N people. To put a person into the gallery is to **enrol** them. The image we search with is the
# **probe**.
#
# Our matcher enrols and searches. The search compares the probe with *every* template, by one matrix product.

# %%
shot = known.table["shot"].to_numpy()
matcher.gallery.add(known.table["subject"][shot == 0].tolist(), known.vectors[shot == 0])
matcher.search(cast.path(right), k=5)

# %% [markdown]
# The nearest is on top. These are **candidates**, not answers. Now search for somebody who is *not* enrolled.

# %%
outsiders = faces.load(role="known", split="evaluation")
probe = outsiders.images.image.iloc[0]
found = matcher.search(outsiders.path(probe), k=3)
found

# %% [markdown]
# The person is not in the gallery, and still there is a list with somebody on top. A search without a threshold
# always names somebody. Here are the probe and the three candidates.

# %%
enrolled = images[images.shot == 0].set_index("subject").image
names = [enrolled[name] for name in found["name"]]
captions = ["probe", *(f"rank {r}" for r in found["rank"])]
pictures.faces(faces.load(role="known"), [probe, *names], captions, columns=4)

# %% [markdown]
# **What do you think:** an officer gets such a list for an image from a shop's camera. The person in the image was
# never arrested. What does the list suggest to the officer, and what does it say in fact?
#
# How often does the nearest template belong to the right person, when the right person *is* enrolled?

# %%
nearest = subject[shot == 0][np.argmin(distance[np.ix_(shot == 1, shot == 0)], axis=1)]
say(f"{percent(np.mean(nearest == subject[shot == 1]))} of {np.sum(shot == 1)} probes, "
    f"in a gallery of {np.sum(shot == 0)} people who were all enrolled.")

# %% [markdown]
# Real galleries are thousands of times larger, and nobody knows whether the person is in them.
# {Lesson:identification} grows the gallery and counts.
#
# ## What a matcher must refuse
#
# This image shows no face.

# %%
from course.matching import NoFaceError

wall = np.full((192, 192, 3), 170, dtype=np.uint8)
try:
    matcher.represent(wall)
except NoFaceError as refusal:
    print(refusal)

# %% [markdown]
# A matcher can also be told to go on anyway. Then it does. Below, two images of *noise* are passed as if they were
# crops of a face.

# %%
random = np.random.default_rng(1)
noise = [random.integers(0, 256, (150, 150, 3), dtype=np.uint8) for _ in range(2)]
result = matcher.compare(*noise, aligned=True)
say(f"Noise against other noise: distance **{result.distance:.4f}**, "
    f"threshold {result.threshold:g}, match: **{result.decision}**. "
    f"DeepFace's confidence would be **{result.deepface_confidence:.0f}**.")

# %% [markdown]
# The network gives 128 numbers for anything of the right size. Nothing in them says "this was no face".
# The refusal has to come *before* the network. In DeepFace, the option `enforce_detection=False` takes it away.
#
# ## Another recogniser
#
# The course has two. SFace is another network, and it wants its crops cut otherwise. Which photographs it learned from is
# not said: a user asked, and the question was closed without an answer {claim:X216}.

# %%
sface = FaceMatcher("sface")
pictures.stages(sface, cast.read(left))

# %%
pair = cast.path(left), cast.path(right)
one, two = matcher.compare(*pair), sface.compare(*pair)
say(f"The same pair, A and C: dlib {one.distance:.3f} (threshold {one.threshold:g}), "
    f"sface {two.distance:.3f} (threshold {two.threshold:g}).")

# %% [markdown]
# The two numbers cannot be compared with each other. A distance, and so a threshold, belongs to one recogniser,
# one metric and one way of aligning. "A score of 0.4" says nothing until you know of what.

# %% [markdown]
# ## Check yourself

# %%
quiz("build_a_matcher")

# %% [markdown]
# ## Take away
#
# - Detect, align, represent, compare, decide. Each step can fail, and the last one is a choice that somebody made.
# - A score is a distance between two templates. Small means alike. It means nothing more until errors are counted.
# - A search without a threshold always names somebody.
# - Refusing is part of the job. The network itself never refuses.
#
# **Words:** *template*: the numbers a recogniser makes of one face. *Mated pair*: two images of one person.
# *Non-mated pair*: images of two people. *Gallery*: the enrolled templates. *Probe*: the image searched with.
# *Enrol*: add to the gallery. *Candidate*: somebody a search returns.
#
# Now try [{Assignment:matcher}](../assignments/matcher/release/matcher.ipynb).
