# What the form asks in place of code: see `course.content.forms`.

import re

from course.content.forms import FIELD_WORDS, conditions, described
from course.judgement import clauses
from course.policy import uses
from course.policy.uses import PURPOSES, WHO

_clause = clauses.clause(CLAUSE)
_sides = {name: name.capitalize() for name in _clause.patches}


def _row(row):
    """A row of somebody's patch in words."""
    def wanted(told):
        if isinstance(told, dict):
            ((word, value),) = told.items()
            return f"{ {'not': 'none of', 'below': 'below', 'at_least': 'at least'}[word]} {', '.join(map(str, value)) if isinstance(value, list) else value}"
        return " or ".join({True: "yes", False: "no", None: "not said"}.get(one, str(one)) for one in (told if isinstance(told, list) else [told]))

    told = "; ".join(f"{FIELD_WORDS[name]}: {wanted(value)}" for name, value in row["if"].items())
    return f"{told or 'whatever is so'} → **{row['then']}**"


def _ticked(patch):
    """Rows as the form has them: each value that may be one of several stands in a list, and `not` is what is left."""
    several_of = {part.name: [value for value, _ in part.options] for part in conditions() if part.kind == "several"}

    def one(name, wanted):
        if name not in several_of:
            return wanted[0] if isinstance(wanted, list) and len(wanted) == 1 else wanted
        if isinstance(wanted, dict):
            return [value for value in several_of[name] if value not in wanted["not"]]
        return wanted if isinstance(wanted, list) else [wanted]

    return [{"if": {name: one(name, wanted) for name, wanted in row["if"].items()}, "then": row["then"]} for row in patch]


def _patch(name, label):
    return rows(name, label, group("if", "If …", *conditions(), always=True), choice("then", "then the clause says", ["no", "yes"]), most=clauses.MOST_ROWS)


# %% task="reply"
ask = TEXT.split("\n", 2)[2].split("Set `reply_shows`")[0] + """Which statement follows?

A city plans five tests (made up). Tick those that could show that enrolled people are missed."""
_options, _tests = ({key: words for key, words in lettered(TEXT).items() if key in letters} for letters in ("ABCD", "PQRST"))
fields = [
    choice("reply_shows", "What the repeated search shows", {key: f"{key}: {words}" for key, words in _options.items()}),
    several("could_show_misses", "Tests that could show misses", {key: f"{key}: {words}" for key, words in _tests.items()}),
]

# %% task="moratorium"
ask = "## 2. The moratorium as rows\n\n" + TEXT.split("\n", 2)[2].split("Write `answer(use)`")[0] + """Write what these words say of a use, as a table of rows. A row says: *if all of this is so, then* they stop it (`stopped`), do not concern it or let it go on (`allowed`), or are
silent on the point that decides (`silent`). What is not filled in does not matter. Rows are read from the top, and **the first row that fits decides**. The last line is
for all uses that no row fits.

""" + "Read in this order" + TEXT.split("Read in this order")[1].split("Days are text")[0]
_WHO = ["police", *(who for who in WHO if who not in ("police department", "sheriff's office", "state police", "campus police", "immigration agency"))]
_says = {"stopped": "stopped: the words stop this use", "allowed": "allowed: the words do not concern it, or let it go on", "silent": "silent: they are silent on the point that decides"}
fields = [
    rows("post", "If all of this is so, then …",
         date("since", "On this day or later", optional=True), date("until", "On this day or earlier", optional=True),
         choice("maker", "Whose technology", {"Amazon": "Amazon's", "not Amazon": "another maker's"}, optional=True),
         several("does", "What it does", ["compares faces", "finds faces", "looks for objects"], optional=True),
         several("by", "Who does it", _WHO, optional=True),
         choice("for_police", "Done by others on behalf of the police", [True, False], optional=True),
         several("purpose", "For what purpose", PURPOSES, optional=True),
         choice("country", "Where", {"US": "in the United States", "not US": "in another country"}, optional=True),
         choice("then", "then it is", _says), most=20),
    choice("otherwise", "A use that no row fits is", _says),
]
code = '''
def answer(use):
    def holds(name, wanted):
        if name in ("since", "until"):
            return wanted <= use["day"] if name == "since" else use["day"] <= wanted
        if isinstance(wanted, list):
            return use[name] in wanted
        if isinstance(wanted, str) and wanted.startswith("not "):
            return use[name] != wanted.removeprefix("not ")
        return use[name] == wanted

    for row in post:
        if all(holds(name, wanted) for name, wanted in row.items() if name != "then"):
            return row.get("then")
    return otherwise
'''
_help = ["trafficking victim", "missing person"]
_rows = {
    "last": {"since": "2021-06-10", "until": "2021-06-10", "then": "silent"},
    "before": {"until": "2020-06-09", "then": "allowed"},
    "after": {"since": "2021-06-11", "then": "allowed"},
    "maker": {"maker": "not Amazon", "then": "allowed"},
    "objects": {"does": ["looks for objects"], "then": "allowed"},
    "exception": {"by": ["charity"], "purpose": _help, "then": "allowed"},
    "federal": {"by": ["federal agency"], "then": "silent"},
    "finds": {"by": ["police"], "does": ["finds faces"], "then": "silent"},
    "abroad": {"by": ["police"], "country": "not US", "then": "silent"},
    "police": {"by": ["police"], "then": "stopped"},
    "for": {"for_police": True, "then": "silent"},
}


def _but(**changes):
    return {"post": [row for row in (_rows | changes).values() if row], "otherwise": "allowed"}


right = _but()
banked = {
    "any_maker": _but(maker=None), "every_country_is_stopped": _but(abroad=None), "finding_is_recognising": _but(finds=None),
    "no_end_to_the_year": _but(last=None, after=None), "purpose_exempts_everybody": _but(exception={"purpose": _help, "then": "allowed"}),
    "silence_is_permission": _but(federal=None, **{"for": None}),
}

# %% task="invent"
ask = f"""A clause that no lesson has worked through, with its **aim**. All clauses here are made up. Read it as somebody who wants something else.

> “{_clause.words}”
>
> *Aim:* {_clause.aim}

Invent **one** use that the aim means to stop and that the words do not forbid. It must not be in the bank. What you do not choose means: a search, looked at later, with Amazon's
product, not on behalf of the police, as a lead, bought; all else not said. Then say by which field it gets out, or by which two: changed alone, it would let the words catch the use.
And quote the words of the clause that let it out, at least two, exactly as they stand."""
fields = [
    group("escape", "The use that gets out", *described()),
    several("way", "The field by which it gets out, or the two", {name: FIELD_WORDS[name] for name in clauses.DOMAIN}, most=2),
    text("words", "The words of the clause that let it out"),
]

# %% task="patch"
ask = """Write a patch: at most six rows, read before the clause's own. **The first row that fits decides.** What is not filled in does not matter.

The patch must stop your use of the task before, let nothing through that the words stopped, and newly stop at most two uses of the bank that the aim does not mean."""
fields = [_patch("patch", "Your patch")]


def back(names):
    return {"patch": _ticked(names["patch"])}


# %% task="attack"
_patches = "\n".join(f"- **{_sides[name]}.** {' '.join(f'{_row(row)}.' for row in patch)}" for name, patch in _clause.patches.items())
ask = f"""Ada, Ben and Cleo (made up) have patched the clause:

{_patches}

Find for at least **two** of them a use that the aim means to stop and that the clause with this patch lets through. In a room, swap patches with two others first."""
fields = [group("attacks", "What gets through", *(group(name, f"What gets through {words}'s patch", *described(), optional=True) for name, words in _sides.items()))]

# %% task="mend"
ask = """What got through the others' patches may get through yours. Write your patch once more, as it should be. It must stop your use and all your attacks, lose nothing, let the innocent be
as before, and leave open **at most half** of what the words alone leave open."""
fields = [_patch("mended", "Your patch, mended")]


def back(names):
    return {"mended": _ticked(names["mended"])}

# %% task="answerable"
ask = re.sub(r"`Argument\(\.\.\.\)`[^.]*\. ", "", TEXT.split("\n", 2)[2])
