# ---
# title: "The IBM case"
# lesson: ibm
# minutes: 90
# lead: Nine tasks, 20 points. Seven are checked by machine, two are read by a person.
# before: {Lesson:ibm}. Everything you need is Python, and the record that comes with the course.
# objectives:
#   - code which evidence supports a statement, contradicts it, or does not bear on it
#   - write two readings of one sentence as rules, and score them
#   - say what a count on described uses depends on
#   - judge whether a good purpose excuses not asking, and answer the best objection
# ---

# %% [markdown]
# {how}

# %% role="given"
import datetime
from dataclasses import replace

from course.study.selfcheck import selfcheck
from course.policy import claim, permitted, uses, uses_for

check = selfcheck("ibm")

DAY = "2020-09-01"  # the day on which task 7 puts every use

# %% role="variant"
def draw(random):
    return {"DAY": f"2020-{int(random.integers(7, 12)):02d}-{int(random.integers(1, 29)):02d}"}

# %% [markdown] task="consent"
# ## 1. What the licence settles
#
# IBM's data set of {value:C08} faces {claim:C08} was made from photographs that others had put on Flickr {claim:C10}.
# Suppose that each photograph carried a licence that lets anybody copy it. Set `licence_settles` to the letter of what
# follows from the licence **alone**.
#
# - **A** The person shown agreed to be in a data set of faces.
# - **B** The person shown refused.
# - **C** The photographer let others copy the picture. What the person shown agreed to, it does not say.
# - **D** Nobody may use the picture for research.

# %% role="answer" task="consent"
licence_settles = "?"
### BEGIN SOLUTION
licence_settles = "C"
### END SOLUTION

# %%
check("consent")

# %% role="check" task="consent" points=1
assert str(licence_settles).strip().upper() in {"A", "B", "C", "D"}, "Set `licence_settles` to one of the letters A, B, C, D."

# %% role="hidden"
import datetime
from dataclasses import replace

from course import policy as _policy

_COMPANY = {"IBM": "ibm-2020", "Amazon": "amazon-2020", "Microsoft": "microsoft-2020"}
_DOES = {"1:1": "compares faces", "1:N": "compares faces", "detection": "finds faces", "none": "looks for objects"}
THREE = ("stopped", "goes on", "not said")


def described(use):
    """A use of the bank in the assignment's own words."""
    offered = {True: "everybody", False: "one customer", None: "not said"}[use.general_purpose]
    research = use.who == "vendor" and use.purpose == "research"
    return {"maker": use.vendor, "does": _DOES[use.comparison], "offered_to": offered, "own_research": research}


def real(given):
    """The table that the student's notebook makes."""
    day = datetime.date.fromisoformat(given["DAY"])
    return {
        use.id: {who: _policy.permitted(replace(use, vendor=who, date=day), text).answer for who, text in _COMPANY.items()}
        for use in _policy.uses_for("amazon-2020")
        if datetime.date(2020, 6, 10) <= use.date < datetime.date(2021, 6, 10)
    }


def every_use():
    """Each combination of what a description may say."""
    return [
        {"maker": maker, "does": does, "offered_to": offered, "own_research": research}
        for maker in ("IBM", "Amazon", "other")
        for does in ("compares faces", "finds faces", "looks for objects")
        for offered in ("everybody", "one customer", "not said")
        for research in (False, True)
    ]

# %% role="hidden" task="consent"
def check(student):
    student.value("licence_settles").chosen("C", "ABCD", "Who gave the licence, and for what? It is about copies of a picture.")

# %% [markdown] task="numbers"
# ## 2. Two numbers from the record
#
# Write `two_numbers(value)`. `value` is a dict from a row's id to its value: C14 and C12, what two Home Office contracts were
# worth, in millions of pounds {claim:C14,C12}; C08, how many faces the data set took; C11, how many the pool held, in
# millions {claim:C08,C11}. Return a tuple:
#
# - what the two contracts were worth together, in millions of pounds;
# - the share of the pool that the data set took. A share is below one. Mind the units.
#
# The ledger may change: so the function is asked about other values too.

# %% role="answer" task="numbers"
def two_numbers(value):
    """(worth of both contracts in millions, share of the pool that the data set took)."""
    ### BEGIN SOLUTION
    return value["C14"] + value["C12"], value["C08"] / (value["C11"] * 1e6)
    ### END SOLUTION

# %%
check("numbers")

# %%
two_numbers({name: claim(name).numbers[0] for name in ("C08", "C11", "C12", "C14")})

# %% role="check" task="numbers" points=1
_numbers = list(two_numbers({"C14": 2, "C12": 40, "C08": 500_000, "C11": 50}))
assert check.same(_numbers[0], 42.0), "Add the two contracts, both in millions of pounds."
assert check.same(_numbers[1], 0.01), "A share lies between 0 and 1: mind the millions."

# %% role="hidden" task="numbers"
def check(student):
    ledger = {name: _policy.claim(name).numbers[0] for name in ("C08", "C11", "C12", "C14")}
    made = {"C14": round(float(student.random.uniform(1, 9)), 2), "C12": round(float(student.random.uniform(20, 90)), 1),
            "C08": int(student.random.integers(100_000, 3_000_000)), "C11": int(student.random.integers(20, 300))}
    for value in (made, ledger):
        total, share = student.call("two_numbers", value).parts(0.5, 0.5)
        total.close_to(value["C14"] + value["C12"], "Add the two contracts, both in millions of pounds.")
        share.close_to(value["C08"] / (value["C11"] * 1e6), "A share lies between 0 and 1: mind the millions.")

# %% [markdown] task="coding"
# ## 3. Code the evidence
#
# Here are four statements. <!-- no-claim: statements to be coded -->
#
# | | statement |
# |---|---|
# | S1 | The letter's sentence on the product says that research ends. |
# | S2 | A news outlet reported that research would end. |
# | S3 | After the letter the company had no contract with the Home Office. <!-- no-claim: a statement to be coded --> |
# | S4 | The letter says something about other makers' technology. |
#
# And here is the evidence, as the ledger quotes it:
#
# | id | words |
# |---|---|
# | C04, the letter | "IBM no longer offers general purpose IBM facial recognition or analysis software" {claim:C04} |
# | C05, NBC News | "it would no longer develop or research facial recognition technology" {claim:C05} |
# | C12, Telecoms.com, 2023 | "signed a $69.8m (£54.7m) contract with the British government" for its interior ministry, the Home Office {claim:C12} |
# | C14, Biometric Update, August 2020 | a Home Office contract to "search for matches with the Police National Database’s biometric algorithm" {claim:C14} |
# | C16, The Register | "employ precision regulation that applies restrictions and oversight to particular use-cases" {claim:C16} |
# | C19, The Verge | "IBM said that it would stop developing or researching facial recognition tech altogether" {claim:C19} |
# | C21, the letter | "opposes […] uses of any technology, including facial recognition technology offered by other vendors, for mass surveillance" {claim:C21} |
#
# Set two dicts, each with the keys `"S1"` to `"S4"` and a list of ids (perhaps empty) for each: `supports` and
# `contradicts`. What is in neither does not bear on the statement.
#
# Two rules of this exercise. A report about a text is no evidence of what the text says, when the text is at hand. And a
# statement about one sentence is contradicted by that sentence, if the sentence does not say so.

# %% role="answer" task="coding"
supports = {"S1": [], "S2": [], "S3": [], "S4": []}
contradicts = {"S1": [], "S2": [], "S3": [], "S4": []}
### BEGIN SOLUTION
supports = {"S1": [], "S2": ["C05", "C19"], "S3": [], "S4": ["C21"]}
contradicts = {"S1": ["C04"], "S2": [], "S3": ["C12", "C14"], "S4": []}
### END SOLUTION

# %%
check("coding")

# %% role="check" task="coding" points=2
assert all(check.same(set(dict(_one)), {"S1", "S2", "S3", "S4"}) for _one in (supports, contradicts)), "Both dicts have the keys S1 to S4, each with a list."
for _one, _other in zip(sorted(dict(supports).items()), sorted(dict(contradicts).items())):
    assert not any(check.same(_id, _too) for _id in _one[1] for _too in _other[1]), "A row cannot support and contradict one statement."

# %% role="hidden" task="coding"
def check(student):
    words = {
        "S1": "S1: read the letter's own sentence. A report about a text is no evidence of what the text says.",
        "S2": "S2 is about what was reported. Two outlets did; what the letter says does not bear on that.",
        "S3": "S3: two rows name such a contract. The rest does not bear on it.",
        "S4": "S4: which row quotes the letter on what others offer? What was asked for later does not bear on it.",
    }
    right = {
        "supports": {"S1": set(), "S2": {"C05", "C19"}, "S3": set(), "S4": {"C21"}},
        "contradicts": {"S1": {"C04"}, "S2": set(), "S3": {"C12", "C14"}, "S4": set()},
    }
    for name, expected in right.items():
        told = student.value(name).spelt(["C04", "C05", "C12", "C14", "C16", "C19", "C21"]).entries(dict.fromkeys(words, set()))
        for statement, ids in expected.items():
            told[statement].equals(ids, words[statement])

# %% [markdown] task="weigh"
# ## 4. What may be printed?
#
# Write `weigh(rows)`. `rows` is a list of dicts, the evidence for one statement, with two entries each: `"relation"`
# (`"supports"`, `"contradicts"` or `"does not bear"`) and `"status"`, as in the ledger. A row whose status is
# `"UNCONFIRMED"` counts for nothing. Return
#
# - `"supported"` or `"contradicted"`, when the rows that count speak one way;
# - `"contested"`, when they speak both ways;
# - `"open"`, when none speaks.
#
# Do not count votes: one row on the other side makes a statement contested.

# %% role="answer" task="weigh"
def weigh(rows):
    """`supported`, `contradicted`, `contested` or `open`."""
    ### BEGIN SOLUTION
    told = {row["relation"] for row in rows if row["status"] != "UNCONFIRMED"}
    if {"supports", "contradicts"} <= told:
        return "contested"
    if "supports" in told:
        return "supported"
    return "contradicted" if "contradicts" in told else "open"
    ### END SOLUTION

# %%
check("weigh")

# %% role="check" task="weigh" points=2
_for = {"relation": "supports", "status": "CONFIRMED_PRIMARY"}
_against = {"relation": "contradicts", "status": "CONFIRMED_SECONDARY"}
assert check.same(weigh([_for]), "supported"), "All rows that count speak for it."
assert check.same(weigh([_for, _for, _against]), "contested"), "Do not count votes: one row on the other side makes it contested."
assert check.same(weigh([{**_for, "status": "UNCONFIRMED"}]), "open"), "An unconfirmed row counts for nothing."

# %% role="hidden" task="weigh"
def check(student):
    relations = ["supports", "contradicts", "does not bear"]
    states = ["CONFIRMED_PRIMARY", "CONFIRMED_SECONDARY", "DERIVED", "UNCONFIRMED"]
    four = ["supported", "contradicted", "contested", "open"]
    student.call("weigh", []).equals("open", "Where no row speaks, the statement is open.", among=four)

    def drawn(said, among):
        return [{"relation": str(relation), "status": str(student.random.choice(among))} for relation in said]

    every = [drawn(student.random.permutation(["supports", "supports", "contradicts"]), states[:3])]  # in any draw: votes would decide it
    every += [drawn(student.random.choice(relations, size), states) for size in student.random.integers(1, 5, size=60)]
    for rows in every:
        counting = {row["relation"] for row in rows if row["status"] != "UNCONFIRMED"} - {"does not bear"}
        if len(counting) == 2:
            expected, words = "contested", "Do not count votes: one row on the other side makes it contested."
        elif counting:
            expected = {"supports": "supported", "contradicts": "contradicted"}[counting.pop()]
            words = "Rows that are confirmed or computed count. An unconfirmed row counts for nothing, also against."
        else:
            expected, words = "open", "An unconfirmed row counts for nothing, and a row that does not bear does not speak."
        speaks = {row["relation"] for row in rows} - {"does not bear"}
        loose = "contested" if len(speaks) == 2 else {"supports": "supported", "contradicts": "contradicted"}.get(next(iter(speaks), ""), "open")
        instead = [(loose, "A row whose status is UNCONFIRMED was counted. It counts for nothing.")] if loose != expected else []
        if any(row["relation"] == "does not bear" and row["status"] != "UNCONFIRMED" for row in rows) and expected != "contested":
            if loose == "contested":  # both mistakes give it
                instead = [("contested", "A row whose status is UNCONFIRMED was counted, or one that does not bear: a row that does not bear on the"
                            " statement speaks neither way.")]
            else:
                instead.append(("contested", "A row that does not bear on the statement speaks neither way. Leave it out before you look at the others."))
        student.call("weigh", rows).equals(expected, words, among=four, instead=instead)

# %% [markdown] task="readings"
# ## 5. One sentence, two readings
#
# The sentence: "IBM no longer offers general purpose IBM facial recognition or analysis software" {claim:C04}. What
# "general purpose" means is not said.
#
# - **Reading A**: what is offered to everybody. What is made for one customer is not general purpose.
# - **Reading B**: what can be used on any face, whoever ordered it.
#
# Write `reading_a(use)` and `reading_b(use)`. `use` is a dict with
#
# - `"maker"`: `"IBM"` or another; the sentence speaks of IBM's own software; <!-- no-claim: the exercise's rule -->
# - `"does"`: `"compares faces"` (recognition), `"finds faces"` (analysis) or `"looks for objects"`;
# - `"offered_to"`: `"everybody"`, `"one customer"` or `"not said"`;
# - `"own_research"`: `True` when the maker studies faces itself. That offers nothing.
#
# Both return `"stopped"`, `"goes on"`, or, where the description leaves out what the reading needs, `"not said"`.

# %% role="answer" task="readings"
def reading_a(use):
    """General purpose: offered to everybody."""
    ### BEGIN SOLUTION
    if use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]:
        return "goes on"
    return {"everybody": "stopped", "one customer": "goes on", "not said": "not said"}[use["offered_to"]]
    ### END SOLUTION


def reading_b(use):
    """General purpose: for any face, whoever ordered it."""
    ### BEGIN SOLUTION
    if use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]:
        return "goes on"
    return "stopped"
    ### END SOLUTION

# %%
check("readings")

# %% role="check" task="readings" points=2
_use = {"maker": "IBM", "does": "compares faces", "offered_to": "one customer", "own_research": False}
assert check.same(reading_a(_use), "goes on"), "Reading A: what is made for one customer is not general purpose."
assert check.same(reading_b(_use), "stopped"), "Reading B: whoever ordered it."
assert check.same(reading_a({**_use, "offered_to": "not said"}), "not said"), "Reading A needs to know to whom it is offered."
assert check.same(reading_b({**_use, "does": "looks for objects"}), "goes on"), "Both readings: the sentence is about faces."

# %% role="hidden" task="readings"
def check(student):
    cases = every_use() + [described(use) for use in _policy.uses().values()]
    analysis = [("goes on", "The sentence speaks of recognition or analysis: finding faces is analysis.")]
    for use in cases:
        outside = use["maker"] != "IBM" or use["does"] == "looks for objects" or use["own_research"]
        words = "Both readings: the sentence is about faces, about the maker's own software, and about what is offered."
        a = {"everybody": "stopped", "one customer": "goes on", "not said": "not said"}[use["offered_to"]]
        student.call("reading_a", use).equals(
            "goes on" if outside else a, among=THREE, message=words if outside else "Reading A: what is offered to everybody; made for one customer it goes on; it needs to know which.",
            instead=analysis if use["does"] == "finds faces" else [],
        )
        student.call("reading_b", use).equals(
            "goes on" if outside else "stopped", among=THREE, message=words if outside else "Reading B: whoever ordered it, recognition or analysis, so it need not know to whom it is offered.",
            instead=analysis if use["does"] == "finds faces" else [],
        )

# %% [markdown] task="score"
# ## 6. Score a reading
#
# A reading may be held against what was done later. Write `score(answers, done)`. `answers` is a list of what a reading says
# of some uses, and `done` a list of the same length: whether the company did it nevertheless (`True` or `False`). Return a
# dict with three counts, over the uses that were **done**:
#
# - `"fits"`: the reading says `"goes on"`;
# - `"breaks"`: the reading says `"stopped"`;
# - `"open"`: it says `"not said"`.
#
# What was not done is no evidence here: a company may leave off what it is free to do.

# %% role="answer" task="score"
def score(answers, done):
    """How many of the uses that were done fit the reading, break it, or stay open."""
    ### BEGIN SOLUTION
    kept = [answer for answer, happened in zip(answers, done) if happened]
    return {"fits": kept.count("goes on"), "breaks": kept.count("stopped"), "open": kept.count("not said")}
    ### END SOLUTION

# %%
check("score")

# %% role="check" task="score" points=2
_told = score(["goes on", "stopped", "not said", "stopped"], [True, True, True, False])
assert check.same(_told["fits"], 1), "It fits when the reading lets go on what was done."
assert check.same(_told["breaks"], 1), "Only what was done can break a reading."
assert check.same(_told["open"], 1), "Where the reading says nothing, the use stays open."

# %% role="hidden" task="score"
def check(student):
    for size in (0, 1, 6, 15, 40):
        answers = [str(a) for a in student.random.choice(["goes on", "stopped", "not said"], size)]
        done = [bool(d) for d in student.random.integers(0, 2, size)]
        kept = [a for a, d in zip(answers, done, strict=True) if d]
        reply = student.call("score", answers, done)
        told = reply.entries({"fits": 0, "breaks": 0, "open": 0})
        told["fits"].equals(kept.count("goes on"), "It fits when the reading lets go on what was done. What was not done is no evidence.")
        told["breaks"].equals(kept.count("stopped"), "Only what was done can break a reading.")
        told["open"].equals(kept.count("not said"), "Where the reading says nothing of what was done, the use stays open.")

# %% [markdown] task="differ"
# ## 7. The bank that turns the count
#
# The lesson counted on how many uses three texts do not agree. A headline would count something else: who says *no* most often. The cell below takes uses of the
# course's bank (all made up), puts each on the day `DAY`, and asks the three texts about it, each time as if the product were that company's. (Where a
# sentence names a product or a date, read that company's product, and that day.) `table[id][company]` is `"yes"` (this text does not forbid it), `"no"`
# or `"unclear"`, in the course's reading of the texts. {claim:C01,B01,C17}
#
# You want a headline about one company, and may choose the uses. Write `bank_for(table, company)`: a list of ids of the table, a bank on which `company` says
# `"no"` **more often than each** of the others. Any such list will do. If no choice of rows does it, return `None`.
#
# Then try it for each of the three. What is a count of *no* worth?

# %% role="given"
texts = {"IBM": "ibm-2020", "Amazon": "amazon-2020", "Microsoft": "microsoft-2020"}
table = {
    use.id: {
        company: permitted(replace(use, vendor=company, date=datetime.date.fromisoformat(DAY)), text).answer
        for company, text in texts.items()
    }
    for use in uses_for("amazon-2020")
    if datetime.date(2020, 6, 10) <= use.date < datetime.date(2021, 6, 10)
}
for name, row in table.items():
    print(f"{name:5}", *(f"{company} {answer:8}" for company, answer in row.items()), uses()[name])

# %% role="answer" task="differ"
def bank_for(table, company):
    """Ids on which this company says no more often than each of the others, or None."""
    ### BEGIN SOLUTION
    chosen = [name for name, row in table.items() if row[company] == "no"]
    others = {other for row in table.values() for other in row} - {company}
    # Every row on which the company says no helps it against somebody, or nobody.
    beaten = [other for other in others if any(table[name][other] != "no" for name in chosen)]
    return chosen if chosen and len(beaten) == len(others) else None
    ### END SOLUTION

# %%
check("differ")

# %%
{company: bank_for(table, company) for company in texts}

# %% role="check" task="differ" points=2
_rows = {"x": {"One": "yes", "Two": "no", "Three": "no"}, "y": {"One": "unclear", "Two": "no", "Three": "unclear"}, "z": {"One": "no", "Two": "no", "Three": "no"}}
_bank = bank_for(_rows, "Two")
assert _bank is not None and "y" in [str(_id).strip().lower() for _id in _bank], "Where the other two do not say no, this row puts your company in front of both."
assert bank_for(_rows, "One") is None, "Wherever this company says no, the others do too: no choice of rows puts it in front."

# %% role="hidden" task="differ"
def check(student):
    tables = [{"a": {"One": "unclear", "Two": "no", "Three": "yes"}, "b": {"One": "no", "Two": "yes", "Three": "yes"}}, real(GIVEN)]
    for size in (2, 6, 30):
        for likely in (0.3, 0.8):
            tables.append({
                f"x{i}": {who: str(student.random.choice(["yes", "no", "unclear"], p=[(1 - likely) / 2, likely, (1 - likely) / 2]))
                          for who in ("One", "Two", "Three")} for i in range(size)
            })
    # In front of each other, but only on two rows together; and level with one, whatever is chosen.
    tables.append({"a": {"One": "no", "Two": "no", "Three": "yes"}, "b": {"One": "no", "Two": "unclear", "Three": "no"}})
    tables.append({"a": {"One": "no", "Two": "no", "Three": "yes"}, "b": {"One": "yes", "Two": "yes", "Three": "yes"}})
    for table in tables:
        for company in next(iter(table.values())):
            said = {who: {name for name, row in table.items() if row[who] == "no"} for who in next(iter(table.values()))}
            can = all(said[company] - said[who] for who in said if who != company)
            answer = student.call("bank_for", table, company).spelt(table)
            if not can:
                answer.satisfies(lambda got: got is None, "If no choice of rows puts the company in front of each of the others, that is the answer: None.")
                continue
            answer.satisfies(
                lambda got: got is not None, "There is a choice of rows that puts the company in front of both, and `None` came back. One row need not do it alone."
            )
            answer.satisfies(lambda got, table=table: set(got) <= set(table) and len(set(got)) == len(got), "Give ids of the table, each once.", like=[""])
            answer.satisfies(
                lambda got, said=said, company=company: all(
                    len(said[company] & set(got)) > len(said[who] & set(got)) for who in said if who != company
                ),
                "On these rows another company says no as often, or more often. `unclear` is not no.", like=[""],
            )

# %% [markdown]
# ## 8. In your own words
#
# A colleague writes: *"On our bank IBM's letter says no more often than Microsoft's statement. So IBM went further. And
# since IBM had contracts later, it broke its word."* <!-- no-claim: a made-up colleague -->
#
# In at most 200 words: take the two conclusions one by one. For each, put the strongest reason for it and the strongest
# reason against it, from the texts and from your results of tasks 5 to 7 (every use on {{DAY}}). Say what you would have to see to
# decide. {claim:C04,C12,C14,C22}
# Your answer is read beside a rubric, which comes with the assignment.

# %% [markdown] role="essay" task="word" points=4
# A model answer. *IBM went further.* For it: on these uses, with every product IBM's own, its text stops uses by anybody,
# a shop as well as the police, while Microsoft's stops sales to police departments in the United States. Against it: a
# count depends on who chose the uses; with more uses abroad, or made for one customer, the counts would move. Both
# promises also differ in kind: one ends a product, the other waits for a law. To decide, I would name the uses that
# matter and compare them one by one. *IBM broke its word.* For it: under reading B the contracts of 2020 and 2023 are
# software that matches faces, whoever ordered it, so `score` counts them as breaks. Against it: under reading A what is
# made for one ministry is not general purpose, and the same uses fit. The letter does not define the words, so the
# record leaves both readings standing. To decide, I would have to see what was delivered, whether others could order it,
# and what customers were told in June 2020. {claim:C04,C12,C14,C22}

# %% [markdown]
# ## 9. Was it right to build it?
#
# IBM's researchers made a set of {value:C08} annotated faces "for advancing the study of facial diversity" {claim:C08}, from photographs
# that others had put on Flickr {claim:C10}. An audit had found its error at
# classifying gender highest on darker female faces {claim:D03}. Of the recognisers
# that this course uses, one learnt from photographs of which many were scraped from the internet {claim:X206}, and of the other nothing that was
# read says which set it had {claim:X214,X215}.
#
# Leave the law aside. **Was it right to build the set? Does a good purpose excuse not asking the people shown?** Answer for the course's own use of its
# recognisers too, by the same principle. In at most 250 words: a claim; grounds with their rows; the principle, and a hard case that it decides; the strongest
# objection, and what it hits; your reply, and what it gives up. **Either answer can earn all points.** Your answer is read beside a rubric.

# %% [markdown] role="essay" task="built" points=4
# A model answer, on one of the two sides. *It was right to build it, and not in that way.* The aim was good: somebody has to measure on whom a service errs, and
# before it the error at classifying gender was {value:D03[0]} on darker female faces {claim:D03}. But {value:C08} faces {claim:C08} came from pictures whose licence the
# photographer gave, and the people shown were not part of it {claim:C10}. My principle: whoever takes something from many people, for a use that
# they had no reason to expect, owes them at least notice and a way out, and a good aim changes how much more is owed and not whether. So the course
# may not use its recognisers in silence either: its networks have photographs behind them that were scraped {claim:X206}. By my
# principle I would take a weaker recogniser trained on people who agreed. That is a hard case, for then students measure a toy.
# The strongest objection hits the principle. With notice and a way out a set holds those who do not mind, and the errors fall on those who are missing
# from it; then asking harms the very people it is to protect. I reply that there are ways to ask that pay people and find them. I give up this: where an error
# costs freedom tomorrow and nobody can be asked today, I would measure first and tell them after. If most of those shown had been asked after all, I would withdraw the claim.
