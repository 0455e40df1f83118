# ---
# title: "The Amazon case"
# lesson: amazon
# minutes: 80
# lead: Nine tasks, 20 points. Eight are checked by machine, one is read by a person.
# before: {Lesson:amazon}. Everything you need is Python, and the record that comes with the course.
# objectives:
#   - compute rates from published figures, and say what they do not contain
#   - write a public commitment as a rule, and try it on described uses
#   - find uses that a text leaves open, and say by which words
#   - rewrite a clause so that stated demands hold
# ---

# %% [markdown]
# {how}
#
# Tasks 4 to 8 need a reading of a text. The task says how the text is to be read here. You may read it otherwise: say so
# in task 9, where reasons count.

# %% role="given"
import datetime

from course.study.selfcheck import selfcheck
from course.policy import published

check = selfcheck("amazon")

TEST = "Congress"  # one of the tests by the ACLU
SEARCHES = 1200  # searches in a year, made up
PLANNED = 300000  # photographs in a gallery, made up

tests = published("aclu_tests")
tests[tests.test == TEST]

# %% role="variant"
def draw(random):
    return {
        "TEST": str(random.choice(["Congress", "California", "Massachusetts"])),
        "SEARCHES": int(random.integers(6, 30)) * 100,
        "PLANNED": int(random.integers(12, 60)) * 10000,
    }

# %% [markdown] task="share"
# ## 1. What the test found
#
# The table above holds the published figures of the test `TEST`, each with its row of the ledger. Take the figures from
# it; type none of them. Set
#
# - `flagged_share`: the share of the probes that got a false match, between 0 and 1;
# - `least_fmr`: the smallest false match rate of one comparison that fits the figures. Each probe was compared with the
#   whole gallery. Count one false match for each flagged probe.

# %% role="answer" task="share"
flagged_share = None
least_fmr = None
### BEGIN SOLUTION
_figures = tests[tests.test == TEST].set_index("quantity")["value"]
flagged_share = float(_figures["flagged"] / _figures["probes"])
least_fmr = float(_figures["flagged"] / (_figures["probes"] * _figures["gallery"]))
### END SOLUTION

# %%
check("share")

# %% role="check" task="share" points=2
assert 0 < flagged_share < 1, "A share lies between 0 and 1. Divide the flagged by the probes."
assert 0 < least_fmr < flagged_share / 1000, "One comparison is one probe with one photograph: divide by all comparisons."

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
        "for_police": bool(use.for_police),
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
            for_police=bool(random.random() < 0.4),
        ))
    return made

# %% role="hidden" task="share"
def check(student):
    table = _policy.published("aclu_tests")
    figures = table[table["test"] == GIVEN["TEST"]].set_index("quantity")["value"]
    flagged, probes, gallery = (float(figures[name]) for name in ("flagged", "probes", "gallery"))
    student.value("flagged_share").close_to(
        flagged / probes, "A share lies between 0 and 1. Divide the flagged by the probes, both of this test."
    )
    student.value("least_fmr").satisfies(
        lambda v: abs(v / (flagged / probes / gallery) - 1) < 1e-6,
        "One comparison is one probe with one photograph: divide by all comparisons, probes times gallery.",
    )

# %% [markdown] task="flags"
# ## 2. How many probes will be flagged?
#
# Write `expected_flags(fmr, gallery, probes)`: how many of `probes` searches are expected to return **at least one** false
# candidate, if nobody searched for is enrolled. A search compares with `gallery` photographs, each comparison has the false
# match rate `fmr`, and all comparisons are taken as independent. (Real galleries break that.)
#
# A probe that gets three false candidates is one flagged probe.

# %% role="answer" task="flags"
def expected_flags(fmr, gallery, probes):
    """Expected number of searches with at least one false candidate, nobody being enrolled."""
    ### BEGIN SOLUTION
    return probes * (1 - (1 - fmr) ** gallery)
    ### END SOLUTION

# %%
check("flags")

# %% role="check" task="flags" points=2
assert expected_flags(0.0, 1000, 50) == 0, "Without false matches nobody is flagged."
assert abs(expected_flags(0.5, 2, 100) - 75) < 1e-9, "A probe is flagged once, however many candidates: 1 minus the chance of none."
assert expected_flags(0.01, 10**6, 40) <= 40, "No more searches can be flagged than there are. Use the chance of at least one."

# %% role="hidden" task="flags"
def check(student):
    for _ in range(5):
        fmr, gallery, probes = float(student.random.uniform(1e-5, 2e-3)), int(student.random.integers(200, 3000)), int(student.random.integers(50, 900))
        student.call("expected_flags", fmr, gallery, probes).close_to(
            probes * (1 - (1 - fmr) ** gallery),
            "A probe is flagged once, however many candidates: 1 minus the chance of none in the whole gallery, times the probes.",
        )
    student.call("expected_flags", 0.01, 10**6, 40).satisfies(
        lambda v: v <= 40, "No more searches can be flagged than there are. Use the chance of at least one."
    )
    student.call("expected_flags", 0.5, 1, 100).close_to(50.0, "With one photograph there is one comparison for each search.")

# %% [markdown] task="reply"
# ## 3. The reply
#
# Amazon repeated the search at {value:A14} with {value:A15} faces and said that it saw {value:A16} misidentified
# {claim:A14,A15,A16}. Suppose that this is exactly so. Set `reply_shows` to the letter of the statement that follows.
#
# - **A** At that setting, few enrolled people would be missed.
# - **B** The ACLU's count at its own setting was wrong. <!-- no-claim: a statement to judge -->
# - **C** On these probes and this gallery, no false match was seen at that setting. About misses it says nothing.
# - **D** A police department that leaves the setting alone will see no false match either.

# %% role="answer" task="reply"
reply_shows = "?"
### BEGIN SOLUTION
reply_shows = "C"
### END SOLUTION

# %%
check("reply")

# %% role="check" task="reply" points=1
assert str(reply_shows).strip().upper() in {"A", "B", "C", "D"}, "Set `reply_shows` to one of the letters A, B, C, D."

# %% role="hidden" task="reply"
def check(student):
    student.value("reply_shows").chosen(
        "C", "ABCD", "A result holds for the setting, the probes and the gallery it was measured with. Was anybody enrolled who could be missed?"
    )

# %% [markdown] task="moratorium"
# ## 4. The moratorium as a function
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
# 4. **The exception.** It names charities, and two purposes: `"trafficking victim"` and `"missing person"`. It has no
#    condition about who asked them.
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
assert answer(example) == "stopped", "A police search in the first month, with the maker's own technology, is what the words stop."
assert answer({**example, "day": "2020-06-09"}) == "allowed", "Time: before its own day the post binds nobody."
assert answer({**example, "by": "charity", "purpose": "missing person"}) == "allowed", "The exception lets charities go on with two purposes."
assert answer({**example, "by": "contractor", "for_police": True}) == "silent", "Who: the words do not say whether work for the police is police use."

# %% role="hidden" task="moratorium"
def check(student):
    words = {
        "time": "Time: the post binds from its own day for a year, and on the last doubtful day the text is silent.",
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
        student.call("answer", described(use)).equals(expected, words[point(use)])

# %% [markdown] task="loopholes"
# ## 5. Find the loopholes
#
# Call a use a **loophole** of a text here when all of this is true:
#
# - faces are compared, with Amazon's technology; <!-- no-claim: a definition for this task -->
# - the day lies within the year: from `"2020-06-10"` up to and including `"2021-06-09"`;
# - the police benefit: the use is by `"police"`, or done for them;
# - the text does not stop it.
#
# Write `loopholes(bank)`. `bank` is a list of dicts as in task 4, each with two more entries: its `"id"`, and
# `"answer"`, what the text says of it. Return the list of the ids of the loopholes, in the bank's order.

# %% role="answer" task="loopholes"
def loopholes(bank):
    """The ids of uses that are not stopped though faces are compared and the police benefit."""
    ### BEGIN SOLUTION
    return [
        use["id"]
        for use in bank
        if use["maker"] == "Amazon"
        and use["does"] == "compares faces"
        and "2020-06-10" <= use["day"] <= "2021-06-09"
        and (use["by"] == "police" or use["for_police"])
        and use["answer"] != "stopped"
    ]
    ### END SOLUTION

# %%
check("loopholes")

# %% role="check" task="loopholes" points=2
_bank = [
    {**example, "id": "a", "answer": "stopped"},
    {**example, "id": "b", "by": "contractor", "for_police": True, "answer": "silent"},
    {**example, "id": "c", "by": "charity", "for_police": True, "purpose": "missing person", "answer": "allowed"},
    {**example, "id": "d", "by": "company", "purpose": "theft prevention", "answer": "allowed"},
    {**example, "id": "e", "does": "looks for objects", "answer": "allowed"},
]
assert "a" not in loopholes(_bank), "What the text stops is no loophole."
assert {"b", "c"} <= set(loopholes(_bank)), "Not stopped means allowed or silent; the police benefit also when others work for them."
assert "d" not in loopholes(_bank), "The police do not benefit from this use."
assert loopholes(_bank) == ["b", "c"], "Faces must be compared, and the bank's order kept."

# %% role="hidden" task="loopholes"
def check(student):
    for _ in range(6):
        made = variants(student.random, 60)
        # Most of the random ones miss one condition or more: these meet them all but perhaps one.
        close = [dataclasses.replace(use, vendor="Amazon", comparison="1:N") for use in made[:30]]
        bank, expected = [], []
        for number, use in enumerate([*made, *close]):
            row = {**described(use), "id": f"x{number}", "answer": str(student.random.choice(["allowed", "silent", "stopped"]))}
            bank.append(row)
            if (
                row["maker"] == "Amazon" and row["does"] == "compares faces" and row["answer"] != "stopped"
                and datetime.date(2020, 6, 10) <= use.date <= datetime.date(2021, 6, 9) and (use.by_police or use.for_police)
            ):
                expected.append(row["id"])
        reply = student.call("loopholes", bank)
        by_id = {row["id"]: row for row in bank}
        reply.satisfies(lambda ids: all(by_id[i]["answer"] != "stopped" for i in ids), "What the text stops is no loophole.")
        reply.satisfies(
            lambda ids: all(by_id[i]["by"] == "police" or by_id[i]["for_police"] for i in ids),
            "The police do not benefit from one of these uses.",
        )
        reply.satisfies(
            lambda ids: set(expected) <= set(ids),
            "One is left out. Not stopped means allowed or silent; the police benefit also when others work for them.",
        )
        reply.equals(expected, "Faces must be compared with the maker's technology, within the year, and the bank's order kept.")

# %% [markdown] task="two"
# ## 6. Name two
#
# Here are some uses of the course's bank, all made up, each with what the post says of it in our reading.
# Set, from this list,
#
# - `open_by_exception`: the id of a loophole (as defined in task 5) that is open because the **exception** lets it go on;
# - `open_by_silence`: the id of a loophole that is open because the text is **silent** on whether work **for** the police
#   is police use.

# %% role="given"
from course.policy import uses

NAMES = {
    "U01": "stopped", "U06": "allowed", "U16": "allowed", "U18": "stopped", "U21": "allowed", "U22": "allowed",
    "U25": "silent", "U28": "silent", "U32": "silent", "U33": "allowed", "U34": "allowed",
}
for name, told in NAMES.items():
    print(name, told, uses()[name].date, uses()[name], sep="  ")

# %% role="answer" task="two"
open_by_exception = "?"
open_by_silence = "?"
### BEGIN SOLUTION
open_by_exception = "U22"
open_by_silence = "U25"
### END SOLUTION

# %%
check("two")

# %% role="check" task="two" points=1
assert open_by_exception in NAMES and open_by_silence in NAMES, "Give the id of a use in the list, such as \"U01\"."
assert open_by_exception != open_by_silence, "Two loopholes: one open by the exception, another by silence."

# %% role="hidden" task="two"
def check(student):
    bank = _policy.uses()

    def open_to_police(use):
        return use.vendor == "Amazon" and use.recognises and use.for_police and not use.by_police

    def by(use, claim, answer):
        verdict = _policy.permitted(use, "amazon-2020")
        return open_to_police(use) and verdict.claim == claim and verdict.answer == answer

    student.value("open_by_exception").satisfies(
        lambda name: name in GIVEN["NAMES"] and by(bank[name], "B27", "yes"),
        "Open by the exception: a charity at one of the two purposes, and the police must benefit, as somebody works for them.",
    )
    student.value("open_by_silence").satisfies(
        lambda name: name in GIVEN["NAMES"] and by(bank[name], "B01", "unclear"),
        "Open by silence: somebody who is no police works for the police, and the text does not say whether that is police use.",
    )

# %% [markdown] task="drift"
# ## 7. What the later wording lets go
#
# The wording of 2022 reads: "use of Amazon Rekognition’s face comparison feature by police departments in connection with
# criminal investigations" {claim:B10}. Somebody has tried both wordings on the same uses. Each row is a dict with `"id"`,
# `"first"` and `"later"`: the two answers, `"allowed"`, `"silent"` or `"stopped"`.
#
# Write `drift(rows)`. Return a dict with two lists of ids, in the order of the rows: `"loosened"`, where the later answer
# is less strict, and `"tightened"`, where it is stricter. `"silent"` stands between the other two.

# %% role="answer" task="drift"
def drift(rows):
    """The ids whose later answer is less strict (`loosened`) and stricter (`tightened`) than the first."""
    ### BEGIN SOLUTION
    strict = {"allowed": 0, "silent": 1, "stopped": 2}
    return {
        "loosened": [row["id"] for row in rows if strict[row["later"]] < strict[row["first"]]],
        "tightened": [row["id"] for row in rows if strict[row["later"]] > strict[row["first"]]],
    }
    ### END SOLUTION

# %%
check("drift")

# %% role="check" task="drift" points=1
_rows = [
    {"id": "a", "first": "stopped", "later": "silent"},
    {"id": "b", "first": "stopped", "later": "stopped"},
    {"id": "c", "first": "allowed", "later": "silent"},
]
assert drift(_rows)["loosened"] == ["a"], "Loosened: the later answer is less strict. Silent stands between the other two."
assert drift(_rows)["tightened"] == ["c"], "Tightened: the later answer is stricter. A drift may go both ways."

# %% role="hidden" task="drift"
def check(student):
    order = ["allowed", "silent", "stopped"]
    every = [(one, two) for one in order for two in order]
    for _ in range(3):
        pairs = [every[i] for i in student.random.permutation(len(every))]
        rows = [{"id": f"r{n}", "first": one, "later": two} for n, (one, two) in enumerate(pairs)]
        less = [f"r{n}" for n, (one, two) in enumerate(pairs) if order.index(two) < order.index(one)]
        more = [f"r{n}" for n, (one, two) in enumerate(pairs) if order.index(two) > order.index(one)]
        reply = student.call("drift", rows)
        reply.satisfies(
            lambda d: d["loosened"] == less, "Loosened: the later answer is less strict. Silent stands between the other two."
        )
        reply.satisfies(lambda d: d["tightened"] == more, "Tightened: the later answer is stricter. A drift may go both ways.")
    same = {"id": "only", "first": "silent", "later": "silent"}
    student.call("drift", [same]).equals({"loosened": [], "tightened": []}, "An answer that stays is in neither list.")

# %% [markdown] task="rewrite"
# ## 8. Rewrite one clause
#
# A legislator likes the pause and wants the clause "police use" rewritten. Her demands: <!-- no-claim: made up -->
#
# 1. Every use gets an answer, `"stopped"` or `"allowed"`. Nothing is left silent.
# 2. A federal agency counts as police. So does whoever works for the police, **whoever** that is.
# 3. "Facial recognition" means that faces are compared. Finding faces or objects is allowed.
# 4. The exception stays for charities at the two purposes, `"trafficking victim"` and `"missing person"`. It ends where
#    they work for the police.
# 5. It is about Amazon's technology, in the United States, from `"2020-06-10"` on, and has no end. <!-- no-claim: made up -->
#
# Write `rewritten(use)` for dicts as in task 4. Whether it is a good rule is for task 9.

# %% role="answer" task="rewrite"
def rewritten(use):
    """`stopped` or `allowed` under the rewritten clause."""
    ### BEGIN SOLUTION
    covered = use["by"] in ("police", "federal agency") or use["for_police"]
    comparing = use["maker"] == "Amazon" and use["does"] == "compares faces"
    if covered and comparing and use["country"] == "US" and use["day"] >= "2020-06-10":
        return "stopped"
    return "allowed"
    ### END SOLUTION

# %%
check("rewrite")

# %% role="check" task="rewrite" points=3
assert rewritten(example) == "stopped", "Police use in the United States stays stopped."
assert rewritten({**example, "by": "reseller", "for_police": True}) == "stopped", "Demand 2: whoever works for the police counts as police."
assert rewritten({**example, "does": "finds faces"}) == "allowed", "Demand 3: where no faces are compared, the use is allowed."
assert rewritten({**example, "by": "charity", "purpose": "missing person"}) == "allowed", "Demand 4: the exception stays for charities."

# %% role="hidden" task="rewrite"
def check(student):
    base = variants(student.random, 180)
    base += [dataclasses.replace(use, vendor="Amazon", comparison="1:N", country="US", date=datetime.date(2020, 6, 10)) for use in base[:60]]
    base += [dataclasses.replace(use, date=datetime.date(2023, 2, 3)) for use in base[-20:]]
    base += list(_policy.uses().values())
    for use in base:
        words, expected = "All others stay allowed: who is no police and works for none.", "allowed"
        federal = use.who in ("federal agency", "immigration agency")
        if not (use.vendor == "Amazon" and use.country == "US" and use.date >= datetime.date(2020, 6, 10)):
            words = "Demand 5: one maker's technology, in one country, from the day of the post on, without an end."
        elif not use.recognises:
            words = "Demand 3: where no faces are compared, the use is allowed."
        elif use.for_police and not use.by_police:
            words, expected = "Demand 2: whoever works for the police counts as police, a charity too: there the exception ends.", "stopped"
        elif federal:
            words, expected = "Demand 2: a federal agency counts as police.", "stopped"
        elif use.by_police:
            words, expected = "Police use stays stopped, whatever the purpose, and the pause has no end.", "stopped"
        elif use.who == "charity" and use.purpose in _HELP:
            words = "Demand 4: the exception stays for charities at the two purposes."
        student.call("rewritten", described(use)).equals(expected, words)

# %% [markdown]
# ## 9. In your own words
#
# A sheriff's office wants to compare {{SEARCHES}} probes a year with {{PLANNED}} booking photographs. It writes: *"The maker
# recommends 99 and measured no misidentification. So whatever the newspapers made of one test, our searches are
# safe."* <!-- no-claim: a made-up office -->
#
# In at most 200 words, advise the county. Put the strongest point of the ACLU's test and the strongest point of Amazon's
# reply beside each other, say what **both** leave out, and name one thing the office must measure or write down before
# it decides. Use one number that you computed above. {claim:A03,A16}
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="advice" points=4
# A model answer. The test's strongest point: it used the product as it comes, at the default setting, and anybody could
# repeat it. In task 1, the share of flagged probes was many thousand times the rate of one comparison: a rate that
# sounds tiny still flags people when the gallery is large. The reply's strongest point: the setting is a choice, and at a
# stricter one the same search, in a larger gallery, is said to give no false match. Both leave out misses. Nobody was
# enrolled who should have been found, so nobody knows what the strict setting costs, and the reply came without data.
# Neither says what this office would do: a reported client set no threshold and took the best five. The office should
# measure FMR and FNMR on photographs like its own, at the setting it will use, with people who are and are not
# enrolled; with {{PLANNED}} photographs and {{SEARCHES}} searches, `expected_flags` turns the FMR into flagged searches. And it should
# write down the setting, and who checks a candidate by what other evidence. {claim:A03,A16,A21,A22}
