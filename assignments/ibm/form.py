# What the form asks in place of code: see `course.content.forms`.

import re

_ROWS = {"C14": "C14, the first contract, in millions of pounds", "C12": "C12, the second contract, in millions of pounds",
         "C08": "C08, the faces that the data set took", "C11": "C11, the images that the pool held, in millions"}

# %% task="consent"
ask = TEXT.split("\n", 2)[2].split("Set `licence_settles`")[0] + "What follows from the licence **alone**?"
fields = [choice("licence_settles", "What the licence settles", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()})]

# %% task="numbers"
ask = TEXT.split("\n", 2)[2].split("Write `two_numbers")[0] + """Four numbers of the record are given. Say how you would get from them what the two contracts were worth together, and the share of the pool that the data set took. The
ledger may change: so your way is tried on other values, too. A share is below one; mind the units."""
fields = [
    several("added", "Both contracts together: the sum of …", _ROWS),
    choice("top", "The share: above the line stands …", _ROWS),
    choice("bottom", "Below the line stands …", _ROWS),
    choice("times", "What stands below is multiplied by …", {1: "1: it stays as it is", 1000: "a thousand", 1_000_000: "a million"}),
]
code = '''
def two_numbers(value):
    return sum(value[name] for name in added), value[top] / (value[bottom] * times)
'''
right = {"added": ["C14", "C12"], "top": "C08", "bottom": "C11", "times": 1_000_000}
banked = {"units_mixed": right | {"times": 1}}

# %% task="coding"
ask = TEXT.split("\n", 2)[2].split("Set two dicts")[0] + "Tick for each statement the rows that support it, and those that contradict it, perhaps none. What is ticked in neither does not bear on it.\n\n" + TEXT[TEXT.index("Two rules of this"):]
_ids = ["C04", "C05", "C12", "C14", "C16", "C19", "C21"]
_statements = {name: f"{name}: {words}" for name, words in re.findall(r"\| (S\d) \| (.+?) (?:<!--.*?--> )?\|", TEXT)}
fields = [
    table("supports", "Rows that support a statement", _statements, several("rows", "support it", _ids)),
    table("contradicts", "Rows that contradict a statement", _statements, several("rows", "contradict it", _ids)),
]

# %% task="weigh"
ask = """Given are the rows of evidence for one statement. Each supports it, contradicts it or does not bear on it, and each has a status in the ledger. What may be printed of the
statement? Say your rule; it is tried on many lists of rows."""
_outcomes = ["supported", "contradicted", "contested", "open"]
fields = [
    several("counting", "Rows count whose status is …", {"CONFIRMED_PRIMARY": "confirmed by a primary source", "CONFIRMED_SECONDARY": "confirmed by a secondary source",
                                                        "DERIVED": "computed from other rows", "UNCONFIRMED": "not confirmed"}),
    choice("votes", "Where rows that count speak both ways …", {"both": "both sides are named, however many rows each has", "more": "the side with more rows is named, if there is one"}),
    table("outcome", "What is then said of the statement?", {
        "for": "Rows that count speak for it, and none against.", "against": "Rows that count speak against it, and none for it.",
        "both": "Rows that count speak both ways.", "none": "No row that counts speaks."}, choice("word", "it is", _outcomes)),
]
code = '''
def weigh(rows):
    told = [row["relation"] for row in rows if row["status"] in counting]
    sides = {"for": told.count("supports"), "against": told.count("contradicts")}
    if votes == "more" and sides["for"] != sides["against"]:
        spoken = max(sides, key=sides.get)
    else:
        spoken = "both" if all(sides.values()) else next((side for side in sides if sides[side]), "none")
    return outcome.get(spoken)
'''
right = {"counting": ["CONFIRMED_PRIMARY", "CONFIRMED_SECONDARY", "DERIVED"], "votes": "both",
         "outcome": {"for": "supported", "against": "contradicted", "both": "contested", "none": "open"}}
banked = {"majority_vote": right | {"votes": "more"}, "unconfirmed_counts": right | {"counting": [*right["counting"], "UNCONFIRMED"]}}

# %% task="readings"
ask = TEXT.split("\n", 2)[2].split("Write `reading_a(use)`")[0] + """Say for each reading what it says of a use. The sentence speaks of IBM's own software; what the maker studies itself, it offers to nobody."""
_offers = {"everybody": "It is offered to everybody.", "one customer": "It was made for one customer.", "not said": "To whom it is offered is not said."}
_says = {"stopped": "stopped", "goes on": "goes on", "not said": "not said: the description leaves out what the reading needs"}
_outside = {"other maker": "the maker is another", "compares faces": "it compares faces (recognition)", "finds faces": "it finds faces (analysis)",
            "looks for objects": "it looks for objects", "own research": "the maker studies faces itself"}
fields = [
    several("outside_a", "Under reading A the sentence is not about the use, so that it goes on whatever else is so, when …", _outside),
    table("offered_a", "Otherwise reading A says", _offers, choice("says", "it says", _says)),
    several("outside_b", "Under reading B the sentence is not about the use when …", _outside),
    table("offered_b", "Otherwise reading B says", _offers, choice("says", "it says", _says)),
]
code = '''
def _read(use, outside, offered):
    so = {use["does"]} | ({"other maker"} if use["maker"] != "IBM" else set()) | ({"own research"} if use["own_research"] else set())
    return "goes on" if so & set(outside) else offered.get(use["offered_to"])


def reading_a(use):
    return _read(use, outside_a, offered_a)


def reading_b(use):
    return _read(use, outside_b, offered_b)
'''
_out = ["other maker", "looks for objects", "own research"]
right = {"outside_a": _out, "offered_a": {"everybody": "stopped", "one customer": "goes on", "not said": "not said"},
         "outside_b": _out, "offered_b": dict.fromkeys(_offers, "stopped")}
banked = {"analysis_forgotten": right | {"outside_b": [*_out, "finds faces"]},
          "silence_is_everybody": right | {"offered_a": {"everybody": "stopped", "one customer": "goes on", "not said": "stopped"}}}

# %% task="score"
ask = """A reading may be held against what was done later. Given is what a reading says of some uses, and whether the company did each of them nevertheless. You count three kinds: a
use that **fits** the reading, one that **breaks** it, and one that stays **open**. Say how you count; it is tried on many lists. What was not done is no evidence here: a
company may leave off what it is free to do."""
fields = [
    choice("counted", "You count …", {"done": "the uses that were done", "left": "the uses that were not done", "all": "all uses"}),
    table("kind", "A use of which the reading says …", {"goes on": "goes on", "stopped": "stopped", "not said": "not said"}, choice("word", "counts as", ["fits", "breaks", "open"])),
]
code = '''
def score(answers, done):
    kept = [answer for answer, happened in zip(answers, done) if counted == "all" or bool(happened) == (counted == "done")]
    return {word: sum(kind.get(answer) == word for answer in kept) for word in ("fits", "breaks", "open")}
'''
right = {"counted": "done", "kind": {"goes on": "fits", "stopped": "breaks", "not said": "open"}}
banked = {"undone_counts": right | {"counted": "all"}}

# %% task="differ"
ask = TEXT.split("\n", 2)[2].split("The cell below takes")[0] + """You have a table of uses and what three texts say of each: `yes` (this text does not forbid it), `no` or `unclear`. You want a headline about one company, and
may choose the uses: a bank on which that company says `no` **more often than each** of the others. How do you choose? Your way is tried on many tables, and for each
company. What is a count of *no* worth?"""
fields = [
    choice("chosen", "You choose …", {
        "all": "the whole table", "said": "every use to which the company says no", "alone": "only uses to which the company says no and nobody else does"}),
    choice("unclear", "Where a text is unclear, you take it …", {"as it is": "as neither yes nor no", "for no": "for a no"}),
    choice("none", "You say that no choice does it …", {
        "never": "never: some bank can always be found", "empty": "when no use is left to choose", "level": "when some other company says no to all that you chose, too, or nothing is left"}),
]
code = '''
def bank_for(table, company):
    refusals = ("no", "unclear") if unclear == "for no" else ("no",)
    said = {who: {name for name, row in table.items() if row[who] in refusals} for row in table.values() for who in row}
    others = [who for who in said if who != company]
    picked = [name for name in table if chosen == "all" or name in said[company]]
    if chosen == "alone":
        picked = [name for name in picked if not any(name in said[who] for who in others)]
    if none != "never" and not picked or none == "level" and any(set(picked) <= said[who] for who in others):
        return None
    return picked
'''
right = {"chosen": "said", "unclear": "as it is", "none": "level"}
banked = {
    "always_a_bank": right | {"none": "never"}, "one_row_must_do_it": right | {"chosen": "alone", "none": "empty"},
    "unclear_is_no": right | {"unclear": "for no", "none": "empty"}, "whole_table": right | {"chosen": "all", "none": "never"},
}
