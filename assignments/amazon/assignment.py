# ---
# title: "The Amazon case"
# lesson: amazon
# minutes: 90
# lead: Seven tasks, 20 points. Six are checked by machine, one is read by a person.
# before: "{Lesson:amazon}. Everything you need is Python, and the record that comes with the course."
# objectives:
#   - say what a test cannot show
#   - write a public commitment as a rule, and try it on described uses
#   - find a way out of an unseen clause, close it, and open what others have closed
#   - judge whether a maker answers for what its buyers do, and answer the best objection
# ---

# %% [markdown]
# {how}
#
# Task 2 needs a reading of a text. The task says how the text is to be read here. You may read it otherwise: say so
# in task 7, where reasons count. Tasks 3 to 6 are one exercise: work on them in order.

# %% role="given"
from course.judgement import clauses
from course.study.selfcheck import selfcheck

check = selfcheck("amazon")

CLAUSE = "arrest"  # the clause of tasks 3 to 6

# %% role="variant"
def draw(random):
    # The lesson works through "shops".
    return {"CLAUSE": str(random.choice(["arrest", "streets", "sale", "gatherings", "threshold", "review", "status"]))}

# %% role="hidden"
import dataclasses
import datetime

from course import policy as _policy

_PEOPLE = {"yes": "allowed", "no": "stopped", "unclear": "silent"}
_DOES = {"1:1": "compares faces", "1:N": "compares faces", "detection": "finds faces", "none": "looks for objects"}
_HELP = ("trafficking victim", "missing person")


def described(use):
    """A use of the bank in the assignment's own words."""
    if use.by_police:
        by = "police"
    elif use.who in ("federal agency", "immigration agency"):
        by = "federal agency"
    else:
        by = use.who
    return {
        "by": by,
        "for_police": bool(use.for_police) and not use.by_police,  # what the police do themselves, nobody does for them
        "maker": use.vendor,
        "does": _DOES[use.comparison],
        "purpose": use.purpose,
        "day": use.date.isoformat(),
        "country": use.country,
    }


def variants(random, count):
    """Uses made up at random, so that every clause meets every other."""
    made = []
    for _ in range(count):
        days = ["2020-06-09", "2020-06-10", "2021-06-09", "2021-06-10", "2021-06-11"]
        start = datetime.date(2020, 6, 20)
        days += [str(start + datetime.timedelta(days=int(d))) for d in random.integers(0, 330, 8)]
        who = str(random.choice(["police department", "police department", "sheriff's office", "campus police", "charity",
                                 "charity", "federal agency", "immigration agency", "contractor", "reseller", "company",
                                 "state agency"]))
        made.append(_policy.Use(
            who=who,
            purpose=str(random.choice(["criminal investigation", "criminal investigation", *_HELP, "theft prevention", "access control"])),
            date=datetime.date.fromisoformat(str(random.choice(days))),
            comparison=str(random.choice(["1:N", "1:N", "1:1", "detection", "none"])),
            vendor=str(random.choice(["Amazon", "Amazon", "Amazon", "other"])),
            country=str(random.choice(["US", "US", "DE"])),
            for_police=bool(random.random() < 0.4) and who not in ("police department", "sheriff's office", "campus police"),
        ))
    return made

# %% [markdown] task="reply"
# ## 1. The reply, and what no such test can show
#
# Amazon repeated the search at {value:A14} with {value:A15} faces and said that it saw {value:A16} misidentified
# {claim:A14,A15,A16}. Suppose that this is exactly so. Set `reply_shows` to the letter of the statement that follows.
#
# - **A** At that setting, few enrolled people would be missed.
# - **B** The ACLU's count at its own setting was wrong. <!-- no-claim: a statement to judge -->
# - **C** On these probes and this gallery, no false match was seen at that setting. About misses it says nothing.
# - **D** A police department that leaves the setting alone will see no false match either.
#
# A city plans five tests (made up). Set `could_show_misses` to the list of the letters of those that could show that enrolled people are
# missed.
#
# - **P** The members of its council are searched among booking photographs of other people, at a strict setting.
# - **Q** Each of 200 officers is searched in a gallery that holds an older photograph of that officer. <!-- no-claim: made up -->
# - **R** Test P once more, in a gallery ten times as large.
# - **S** Volunteers are searched; every second one has been enrolled with another picture.
# - **T** Test P once more, at a setting so strict that nobody is returned.

# %% role="answer" task="reply"
reply_shows = "?"
could_show_misses = []
### BEGIN SOLUTION
reply_shows = "C"
could_show_misses = ["Q", "S"]
### END SOLUTION

# %%
check("reply")

# %% role="check" task="reply" points=2
assert str(reply_shows).strip().upper() in {"A", "B", "C", "D"}, "Set `reply_shows` to one of the letters A, B, C, D."
assert {str(_one).strip().upper() for _one in could_show_misses} <= set("PQRST"), "The tests are P, Q, R, S and T; give a list of letters."

# %% role="hidden" task="reply"
def check(student):
    student.value("reply_shows").chosen(
        "C", "ABCD", "A result holds for the setting, the probes and the gallery it was measured with. Was anybody enrolled who could be missed?"
    )
    tests = student.value("could_show_misses")

    def letters(told):
        return [str(one).strip().upper() for one in told]  # a list, a set, or a word of them

    tests.satisfies(
        lambda told: {"Q", "S"} <= set(letters(told)), "One that could is left out: to be missed, somebody who is searched for must be enrolled."
    )
    tests.satisfies(
        lambda told: not {"P", "R", "T"} & set(letters(told)),
        "In one of these nobody who is searched for is enrolled. Neither a larger gallery nor a stricter setting changes that.",
    )

# %% [markdown] task="moratorium"
# ## 2. The moratorium as a function
#
# These are the words of the post of 10 June 2020, as reports quote them {claim:B01,B02,B27}:
#
# > "We’re implementing a one-year moratorium on police use of Amazon’s facial recognition technology." {claim:B01}
# >
# > "organizations like Thorn, the International Center for Missing and Exploited Children, and Marinus Analytics"
# > […] "to help rescue human trafficking victims and reunite missing children with their families"
#
# Write `answer(use)`. `use` is a dict such as the one below. Return
#
# - `"stopped"`: the words stop this use;
# - `"allowed"`: the words do not concern it, or let it go on;
# - `"silent"`: the words are silent on the point that decides.
#
# Read in this order. The first point that decides gives the answer.
#
# 1. **Time.** The post binds from its own day for a year. It gives no last day: exactly one year later the text
#    is silent. Afterwards this text stops nothing. {claim:B01}
# 2. **Whose technology.** It speaks of one maker's.
# 3. **Technology.** Looking for objects is no facial recognition.
# 4. **The exception.** It names three organisations, and two purposes: `"trafficking victim"` and `"missing person"`. It has
#    no condition about who asked them. One of the three is a company whose product police use {claim:N15}; in what others
#    must be "like" the three is not said. Read it here as letting charities go on. A company is judged by the next point.
# 5. **Who.** It says "police use". It does not say whether a federal agency is police, nor whether work done *for* the
#    police is theirs. All others are no police.
# 6. **What the police do.** It does not say whether *finding* a face, without comparing it, is recognition.
# 7. **Where.** It names no country; its reason is about the Congress of the United States ("US"). {claim:B04}
#
# Days are text such as `"2020-07-01"`; text in this form compares in the order of time.

# %% role="given"
example = {
    "by": "police",  # police, federal agency, state agency, charity, company, contractor, reseller, person, ...
    "for_police": False,  # done by somebody else on behalf of the police
    "maker": "Amazon",  # Amazon, IBM, Microsoft, other
    "does": "compares faces",  # compares faces, finds faces, looks for objects
    "purpose": "criminal investigation",  # or: missing person, trafficking victim, theft prevention, ...
    "day": "2020-07-01",
    "country": "US",
}

# %% role="answer" task="moratorium"
def answer(use):
    """`stopped`, `allowed` or `silent`: what the words of June 2020 say about a described use."""
    ### BEGIN SOLUTION
    if use["day"] == "2021-06-10":
        return "silent"
    if not "2020-06-10" <= use["day"] < "2021-06-10":
        return "allowed"
    if use["maker"] != "Amazon" or use["does"] == "looks for objects":
        return "allowed"
    if use["by"] == "charity" and use["purpose"] in ("trafficking victim", "missing person"):
        return "allowed"
    if use["by"] == "federal agency":
        return "silent"
    if use["by"] != "police":
        return "silent" if use["for_police"] else "allowed"
    if use["does"] == "finds faces" or use["country"] != "US":
        return "silent"
    return "stopped"
    ### END SOLUTION

# %%
check("moratorium")

# %% role="check" task="moratorium" points=4
assert check.same(answer(example), "stopped"), "A police search in the first month, with the maker's own technology, is what the words stop."
assert check.same(answer({**example, "day": "2020-06-09"}), "allowed"), "Time: before its own day the post binds nobody."
assert check.same(answer({**example, "by": "charity", "purpose": "missing person"}), "allowed"), "The exception lets charities go on with two purposes."
assert check.same(answer({**example, "by": "contractor", "for_police": True}), "silent"), "Who: the words do not say whether work for the police is police use."

# %% role="hidden" task="moratorium"
def check(student):
    words = {
        "time": "Time: the post binds from its own day for a year. Exactly one year later the text is silent, and after that it stops nothing.",
        "maker": "Whose technology: the words speak of one maker's.",
        "object": "Technology: looking for objects is no facial recognition.",
        "exception": "The exception lets charities go on with two purposes, whoever asked; a purpose alone exempts nobody.",
        "who": "Who: the words do not say whether work for the police, or by a federal agency, is police use; all others are no police.",
        "does": "What the police do: the words do not say whether finding a face without comparing it is recognition.",
        "where": "Where: the words name no country, and the reason is about one.",
        "core": "A police search within the year, with the maker's own technology, is what the words stop, whatever its purpose.",
    }

    def point(use):
        inside = datetime.date(2020, 6, 10) <= use.date < datetime.date(2021, 6, 10)
        if not inside:
            return "time"
        if use.vendor != "Amazon":
            return "maker"
        if use.comparison == "none":
            return "object"
        if (use.who == "charity" or use.by_police) and use.purpose in _HELP:
            return "exception"
        if not use.by_police:
            return "who"
        if use.comparison == "detection":
            return "does"
        return "where" if use.country != "US" else "core"

    held_back = [*_policy.uses().values(), *variants(student.random, 220)]
    for use in held_back:
        expected = _PEOPLE[_policy.permitted(use, "amazon-2020").answer]
        student.call("answer", described(use)).equals(expected, words[point(use)], among=_PEOPLE.values())

# %% [markdown] task="invent"
# ## 3. A way out
#
# The next cell prints a clause that no lesson has worked through, with its **aim**. All clauses here are made up. Read it as somebody
# who wants something else. Invent **one** use that the aim means to stop and that the words do not forbid. Set
#
# - `escape`: a dict with the fields of a use. `"who"`, `"purpose"` and `"sentence"` (what happens, in at least eight words) must be there; the
#   rest has defaults, which the cell prints. The use must not be in the bank;
# - `way`: the list of the field, or of the two fields, by which it gets out. Changed alone, it would let the words catch the use;
# - `words`: the words of the clause that let it out, at least two, as they stand: those that speak of this field, and that your use slips past.

# %% role="given"
import json

clause = clauses.clause(CLAUSE)
print(clause, "\n")
for name, values in clauses.DOMAIN.items():
    print(f"{name:15}", *map(str, values or ["a number from 0 to 100, or None"]), sep=" | ")
print("\nNot given means: comparison 1:N, timing retrospective, vendor Amazon, for_police False, step lead, acquired bought; all others None.")

# %% role="answer" task="invent"
escape = {"who": "?", "purpose": "?", "sentence": "?"}
way = ["?"]
words = "?"
### BEGIN SOLUTION
# Written as JSON, as the form without code hands it in.
_worked = {
    "arrest": ("""{"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": false,
        "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}""",
        "step", "arrest a person"),
    "streets": ("""{"who": "police department", "purpose": "criminal investigation", "timing": "nearly live", "public_space": true,
        "authority": "none", "sentence": "The Department searches the recordings of a square five minutes late, and asks no judge."}""",
        "timing", "in real time"),
    "sale": ("""{"who": "sheriff's office", "purpose": "criminal investigation", "vendor": "other", "crime": "fraud",
        "sentence": "A sheriff's office buys the product from the Company and searches for a forger."}""", "who", "police departments"),
    "gatherings": ("""{"who": "police department", "purpose": "event security", "timing": "live", "public_space": true, "vendor": "other",
        "sentence": "Police compare everybody at a union's open-air meeting with a list, for the safety of the event."}""",
        "purpose", "monitor demonstrations"),
    "threshold": ("""{"who": "police department", "purpose": "criminal investigation", "vendor": "other", "crime": "fraud", "threshold": null,
        "sentence": "The Department sets no threshold at all and takes the five best candidates for a forger."}""",
        "threshold", "set a similarity threshold"),
    "review": ("""{"who": "police department", "purpose": "criminal investigation", "step": "arrest", "human_review": false,
        "sentence": "The Department arrests the first candidate at once, before anybody has looked at the photographs."}""",
        "step", "in a lineup"),
    "status": ("""{"who": "immigration agency", "purpose": "immigration enforcement", "timing": "live", "public_space": true, "vendor": "other",
        "sentence": "The immigration agency searches everybody at a bus station, live, for people without papers."}""",
        "who", "police force of this state"),
    "shops": ("""{"who": "company", "purpose": "theft prevention", "for_police": true, "public_space": true, "vendor": "other",
        "sentence": "A shop searches last week's recordings for suspects because the police asked it to."}""",
        "timing", "match its customers, live"),
}[CLAUSE]
escape, way, words = json.loads(_worked[0]), [_worked[1]], _worked[2]
### END SOLUTION

# %%
check("invent")

# %% role="check" task="invent" points=2
assert clause.meant(clauses.described(escape)), "This is not what the clause was meant to stop. Read its aim again."
assert clause.reading(clauses.described(escape)) != "no", "The clause stops this use."

# %% role="hidden"
from course.judgement import clauses as _clauses


def told(student, name, found):
    """Fail with the first sentence that was found, if there is one."""
    if found:
        student.value(name).satisfies(lambda _: False, found[0])


NAMES = {"use": "escape", "way": "way", "words": "words"}

# %% role="hidden" task="invent"
def check(student):
    clause = _clauses.clause(GIVEN["CLAUSE"])
    escape, way, words = student.value("escape").get(like={}), student.value("way").get(), student.value("words").get()
    for part, sentence in _clauses.faults_of_escape(clause, escape, way, words):
        told(student, NAMES[part], [sentence])

# %% [markdown] task="patch"
# ## 4. Close it
#
# Write a patch: a list of at most six rows, `{"if": {...}, "then": "no"}`. Rows are read before the clause's own, and the first row that fits
# decides. A condition names fields of a use, or `by_police`, `by_government`, `recognises`: `{"step": "arrest"}`, a list for any of several,
# `{"step": {"not": ["lead"]}}` for none of them, `{"threshold": {"below": 99}}` for a number. <!-- no-claim: made up -->
#
# Set `patch`. It must stop your `escape`, let nothing through that the words stopped, stop nothing of what the clause lets be (task 3 prints it), and
# newly stop at most two uses of the bank that the aim does not mean. A ban of every arrest closes much, and is not what was asked for.

# %% role="answer" task="patch"
patch = []
### BEGIN SOLUTION
patch = json.loads({
    "arrest": """[{"if": {"by_police": true, "step": ["arrest", "arrest after a lineup"], "other_evidence": false}, "then": "no"}]""",
    "streets": """[{"if": {"by_police": true, "comparison": "1:N", "public_space": true, "timing": ["live", "nearly live"],
        "authority": {"not": ["warrant", "court order"]}}, "then": "no"}]""",
    "sale": """[{"if": {"vendor": "other", "comparison": "1:N", "by_police": true}, "then": "no"}]""",
    "gatherings": """[{"if": {"comparison": "1:N", "public_space": true, "by_police": true,
        "purpose": ["protest monitoring", "event security", "mass surveillance"]}, "then": "no"}]""",
    "threshold": """[{"if": {"by_police": true, "recognises": true, "purpose": "criminal investigation", "threshold": null}, "then": "no"}]""",
    "review": """[{"if": {"by_police": true, "step": ["lineup", "arrest", "arrest after a lineup"], "human_review": false}, "then": "no"}]""",
    "status": """[{"if": {"comparison": "1:N", "purpose": "immigration enforcement", "by_government": true}, "then": "no"}]""",
    "shops": """[{"if": {"who": "company", "comparison": "1:N", "for_police": true, "public_space": true}, "then": "no"}]""",
}[CLAUSE])
### END SOLUTION

# %%
check("patch")

# %% role="check" task="patch" points=2
assert clause.patched(clauses.check_rows(patch), clauses.described(escape)) == "no", "It does not stop your own escape."

# %% role="hidden" task="patch"
def check(student):
    clause = _clauses.clause(GIVEN["CLAUSE"])
    rows, escape = student.value("patch").get(), student.value("escape").get(like={})
    # An escape that is none was told so in task 3. The patch is then asked to close something.
    told(student, "patch", _clauses.look_at_patch(clause, rows, *([escape] if _clauses.is_way_out(clause, escape) else [])))
    after = _clauses.left_over(clause, _clauses.check_rows(rows))
    student.value("patch").satisfies(lambda _: after.open < after.open_before, "It closes nothing that the words leave open.")

# %% [markdown] task="attack"
# ## 5. Open what others have closed
#
# Swap patches with two others: `print(clauses.share(patch))` gives a line to hand over, and `clauses.receive(line)` reads one as data and
# runs nothing. Find a use that gets through, and say so to its author. Who works alone, and everybody for the points, does the same with
# the patches of Ada, Ben and Cleo (made up), which the next cell prints.
#
# Set `attacks`, a dict: for at least **two** of `"ada"`, `"ben"` and `"cleo"`, a use (as in task 3) that the aim means to stop and that the
# clause with this patch lets through.

# %% role="given"
for name, rows in clause.patches.items():
    print(name, *rows, sep="\n    ")

# %% role="answer" task="attack"
attacks = {}
### BEGIN SOLUTION
_worked = json.loads({
    "arrest": """{"ada": {"who": "police department", "step": "arrest after a lineup", "other_evidence": false},
        "ben": {"who": "federal agency", "step": "arrest", "other_evidence": false}}""",
    "streets": """{"ada": {"who": "police department", "timing": "nearly live", "public_space": true, "authority": "none"},
        "ben": {"who": "state agency", "timing": "live", "public_space": true, "authority": "none"}}""",
    "sale": """{"ada": {"who": "police department", "vendor": "other", "acquired": "resold"},
        "ben": {"who": "contractor", "vendor": "other", "for_police": true}}""",
    "gatherings": """{"ada": {"who": "police department", "purpose": "event security", "public_space": true, "timing": "live"},
        "ben": {"who": "state agency", "purpose": "mass surveillance", "public_space": true, "timing": "live"}}""",
    "threshold": """{"ada": {"who": "sheriff's office", "threshold": null}, "ben": {"who": "police department", "threshold": null}}""",
    "review": """{"ada": {"who": "sheriff's office", "step": "lineup", "human_review": false},
        "ben": {"who": "police department", "step": "arrest", "human_review": false}}""",
    "status": """{"ada": {"who": "state agency", "purpose": "immigration enforcement"},
        "ben": {"who": "contractor", "purpose": "immigration enforcement", "for_police": true}}""",
    "shops": """{"ada": {"who": "company", "for_police": true, "public_space": true, "purpose": "theft prevention"},
        "ben": {"who": "company", "for_police": true, "public_space": true, "timing": "live", "purpose": "event security"}}""",
}[CLAUSE])
_told = {"purpose": "criminal investigation", "sentence": "Somebody does with the same people what the patch forbids to another."}
attacks = {who: {**_told, **use} for who, use in _worked.items()}
### END SOLUTION

# %%
check("attack")

# %% role="check" task="attack" points=1
for _name, _use in dict(attacks).items():
    assert any(check.same(_name, _one) for _one in clause.patches), "The patches are those of ada, ben and cleo."
    assert clause.meant(clauses.described(_use)), f"{_name}: this is not what the clause was meant to stop."

# %% role="hidden" task="attack"
def check(student):
    clause = _clauses.clause(GIVEN["CLAUSE"])
    answer = student.value("attacks").spelt(clause.patches)
    answer.satisfies(lambda told: set(told) <= set(clause.patches), "The patches are those of ada, ben and cleo.", like={})
    answer.satisfies(lambda told: len(told) >= 2, "Attack two of the three patches at least.", like={})
    for name, use in answer.get(like={}).items():
        told(student, "attacks", [f"{name}: {sentence}" for sentence in _clauses.look_at_attack(clause, clause.patches[name], use)])

# %% [markdown] task="mend"
# ## 6. Mend yours, once
#
# What got through the others' patches may get through yours. Set `mended` to your patch as it should be. It must stop your `escape` and all your
# `attacks`, lose nothing, let the innocent be as before, and leave open **at most half** of what the words alone leave open.
#
# Only when it is mended, run the last cell of this task. It counts what is left, over all combinations of the fields.

# %% role="answer" task="mend"
mended = []
### BEGIN SOLUTION
mended = json.loads({
    "arrest": """[{"if": {"by_government": true, "step": ["arrest", "arrest after a lineup"], "other_evidence": false}, "then": "no"},
        {"if": {"for_police": true, "step": ["arrest", "arrest after a lineup"], "other_evidence": false}, "then": "no"}]""",
    "streets": """[{"if": {"by_government": true, "comparison": "1:N", "public_space": true, "timing": ["live", "nearly live"],
        "authority": {"not": ["warrant", "court order"]}}, "then": "no"},
        {"if": {"for_police": true, "comparison": "1:N", "public_space": true, "timing": ["live", "nearly live"],
        "authority": {"not": ["warrant", "court order"]}}, "then": "no"}]""",
    "sale": """[{"if": {"vendor": "other", "comparison": "1:N", "by_police": true}, "then": "no"},
        {"if": {"vendor": "other", "comparison": "1:N", "for_police": true}, "then": "no"}]""",
    "gatherings": """[{"if": {"comparison": "1:N", "public_space": true, "by_government": true,
        "purpose": ["protest monitoring", "event security", "mass surveillance"]}, "then": "no"},
        {"if": {"comparison": "1:N", "public_space": true, "for_police": true,
        "purpose": ["protest monitoring", "event security", "mass surveillance"]}, "then": "no"}]""",
    "threshold": """[{"if": {"by_police": true, "recognises": true, "purpose": "criminal investigation", "threshold": null}, "then": "no"},
        {"if": {"by_police": true, "recognises": true, "purpose": "criminal investigation", "threshold": {"below": 99}}, "then": "no"},
        {"if": {"for_police": true, "recognises": true, "purpose": "criminal investigation", "threshold": null}, "then": "no"},
        {"if": {"for_police": true, "recognises": true, "purpose": "criminal investigation", "threshold": {"below": 99}}, "then": "no"}]""",
    "review": """[{"if": {"by_government": true, "step": ["lineup", "arrest", "arrest after a lineup"], "human_review": false}, "then": "no"},
        {"if": {"for_police": true, "step": ["lineup", "arrest", "arrest after a lineup"], "human_review": false}, "then": "no"}]""",
    "status": """[{"if": {"comparison": "1:N", "purpose": "immigration enforcement", "by_government": true}, "then": "no"},
        {"if": {"comparison": "1:N", "purpose": "immigration enforcement", "for_police": true}, "then": "no"},
        {"if": {"comparison": "1:N", "purpose": "identity check", "who": "immigration agency"}, "then": "no"}]""",
    "shops": """[{"if": {"comparison": "1:N", "for_police": true, "by_government": false, "public_space": true}, "then": "no"}]""",
}[CLAUSE])
### END SOLUTION

# %%
check("mend")

# %% role="check" task="mend" points=1
for _use in [escape, *dict(attacks).values()]:
    assert clause.patched(clauses.check_rows(mended), clauses.described(_use)) == "no", f"It does not stop this use: {_use['sentence']}"

# %% role="hidden" task="mend"
def check(student):
    clause = _clauses.clause(GIVEN["CLAUSE"])
    rows, escape, attacks = student.value("mended").get(), student.value("escape").get(like={}), student.value("attacks").get(like={})
    found = [escape, *attacks.values()]
    told(student, "mended", _clauses.look_at_patch(clause, rows, *(use for use in found if _clauses.is_way_out(clause, use))))
    after = _clauses.left_over(clause, _clauses.check_rows(rows))
    student.value("mended").satisfies(
        lambda _: after.open <= after.open_before / 2,
        "More than half of what the words leave open is still open. Who else could do the same, for whom, and in which other step?",
    )

# %%
def count(rows):
    """What the clause with these rows leaves open, over all combinations."""
    left = clauses.left_over(clause, rows)
    print(left, left.by("who"))

# %%
for rows in (patch, mended):
    if rows:
        count(clauses.check_rows(rows))

# %% [markdown]
# ## 7. Is a maker answerable for its buyers?
#
# Amazon sold a face search to a sheriff's office. A client that it described itself took the {value:A22} best candidates, whatever their
# score {claim:A22}, and a report says that the client set no threshold {claim:A21}. The maker's pages came to say {value:B16} and
# a person's review {claim:B16,B17}. Suppose that somebody was named wrongly there. <!-- no-claim: a supposition -->
#
# Leave the law aside. **Is the maker answerable for what its buyer did?** In at most 250 words: a claim; grounds with their rows and days, one
# of them awkward for you; the principle that leads from them to the claim, and a hard case that it decides, too; the strongest objection, as a
# fair opponent would put it, and what it hits; your reply, what it gives up, and what in the record would change your claim. **Either answer can
# earn all points.** `Argument(...)` from {lesson:owed} helps you to see whether a part is missing. Your answer is read beside a
# rubric, which comes with the assignment.

# %% [markdown] role="essay" task="answerable" points=8
# A model answer, on one of the two sides. *The maker answers for a part.* In that summer the service ran at {value:A03} unless somebody changed it
# {claim:A03}, and its sample code set {value:B22} {claim:B22}. Its named client took the five best {claim:A22}. Awkward for me: from September 2018 on its
# own pages said {value:B21} for such work {claim:B21}, and later that a person must look {claim:B17}. My principle: whoever makes a tool
# and sets how it works by itself answers for what that setting foreseeably does, in so far as a safer one cost little. Then a maker of ovens
# answers for one that lights by itself, and also for a cooker without a child's lock, which seems hard to me; I accept it.
# The strongest objection hits the principle. A sheriff holds a public power and has sworn to use it with care. If the maker of each tool stands behind
# him, he will read no manual, and the public will look for the rich defendant. I reply that answering is not shared out like a cake: the sheriff answers for
# everything he did, and the maker for the setting it chose, no more. So I give up those makers who could not know how their tool was used.
# If it turns out that this office had been told {value:B16} in writing before its first search {claim:B16}, I withdraw the claim for it.
