# ---
# title: "A moratorium as a rule, in your browser"
# minutes: 20
# lead: Read one sentence as a rule. Then change a word of it, and see whose use is judged otherwise.
# before: Nothing to install. {Lesson:amazon} tells the story of the sentence.
# objectives:
#   - write a public commitment as a rule that can be run
#   - change one condition and name the uses that are judged otherwise
#   - tell a silent text from one that allows
# ---

# %% [markdown]
# **This notebook runs in your browser.** Click a cell and press Shift+Enter; *Run > Run All Cells* runs them all. Nothing
# is sent anywhere. The first cell takes some seconds, while Python starts.

# %%
from datetime import date

from browser_lab import table
from course.policy import claim, permitted, uses, uses_for

print(claim("B01").quotation)

# %% [markdown]
# So reporters quoted Amazon's post of 10 June 2020 {claim:B01}. The course has a bank of described uses; all are made
# up, many stand on the edge of a rule. Here are some that come near this sentence, and how the course reads it.

# %%
near = uses_for("amazon-2020")
table([{"id": use.id, "use": use, "answer": permitted(use, "amazon-2020").answer,
        "why": permitted(use, "amazon-2020").reason} for use in near[:8]])

# %% [markdown]
# *no*: the text stops the use. *yes*: the text does not stop it; another rule may. *unclear*: the text is silent on the
# point that decides.
#
# ## Your rule
#
# Read it from top to bottom: the first line that fits decides. Each line stands for words of the sentence. **Change a
# line, run this cell and the next.**

# %%
FIRST, LAST = date(2020, 6, 10), date(2021, 6, 9)
POLICE = {"police department", "sheriff's office", "state police", "campus police"}


def my_rule(use):
    """"a one-year moratorium on police use of Amazon's facial recognition technology"."""
    if use.vendor != "Amazon" or not FIRST <= use.date <= LAST:
        return "yes"      # another's technology, or not in that year
    if use.who not in POLICE:
        return "yes"      # not police use
    if use.comparison == "none":
        return "yes"      # nothing is done with faces
    return "no"

# %%
differ = [{"id": use.id, "use": use, "mine": my_rule(use), "the course": permitted(use, "amazon-2020").answer,
           "why": permitted(use, "amazon-2020").reason}
          for use in near if my_rule(use) != permitted(use, "amazon-2020").answer]
print(f"On {len(differ)} of {len(near)} uses your rule and the course's answer differently.")
table(differ)

# %% [markdown]
# Many of these are *unclear* in the course's reading: your rule decided where the sentence is silent. That is what a
# reader does without noticing.
#
# **Try it**
#
# - Add `"federal agency"` to `POLICE`. Which uses change? Does the sentence say so?
# - Let the rule stop only `use.purpose == "criminal investigation"`. That is near the narrower wording of later years
#   {claim:B32}. Who may now do what?
# - Say `"unclear"` where you are not sure. How many differences are left?
#
# ## One word, several readings
#
# Three readings of *police use*. Count what each would stop in the year of the moratorium.

# %%
readings = {
    "by a police force": lambda use: use.by_police,
    "by or for a police force": lambda use: use.by_police or use.for_police,
    "by any public agency": lambda use: use.by_government,
}
year = [use for use in uses().values() if use.vendor == "Amazon" and FIRST <= use.date <= LAST and use.recognises]
for words, covers in readings.items():
    print(f"{words}: stops {sum(map(covers, year))} of {len(year)} uses")

# %% [markdown]
# The counts depend on the bank: whoever writes the uses chooses what is counted. The differences do not: each is a use
# on which two honest readers part.
#
# **What do you think:** which reading would you want written down, if you were bound by it? And if you were searched for?
#
# ## Check yourself

# %%
from course.study.quiz import quiz

quiz("amazon")
