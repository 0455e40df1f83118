# What the form asks in place of code: see `course.content.forms`.

import re

from course.content.forms import conditions
from course.judgement import lenses
from course.judgement.argument import HITS
from course.policy import uses

# %% task="flow"
ask = f"""A flow of information, before and after a change. Say for each part what flows in the first and in the second. A phrase may stand in both, and some fit nowhere.

> {FLOWS[FLOW]}"""
_parts = {"sender": "Who hands it on", "about": "Whom it is about", "receiver": "Who receives it", "what": "What flows", "terms": "Under which terms"}
fields = [
    table("flow_before", "The flow before the change", _parts, choice("phrase", "phrase", PHRASES[FLOW])),
    table("flow_after", "The flow after it", _parts, choice("phrase", "phrase", PHRASES[FLOW])),
    choice("keep", "What changed in a flow? Of two flows you would list the parts …", {"differ": "that are not the same in both", "same": "that are the same in both"}),
    choice("sorted_as", "You list them …", {"here": "in the order of this table, whichever way a flow is told", "told": "in the order in which the first flow is told",
                                            "after": "in the order in which the second flow is told"}),
]
code = '''
def changed(before, after):
    names = {"here": ["sender", "about", "receiver", "what", "terms"], "told": list(before), "after": list(after)}[sorted_as]
    return [part for part in names if (before[part] != after[part]) == (keep == "differ")]
'''
_flows = {
    "gate": ("the student|the student|the card office|a photograph|needed for a card",
             "the card office|the student|a firm at the exam hall|a template|told at the door"),
    "flats": ("the camera at the door|whoever stands at the door|the tenant who was rung|a picture|as the lease says",
              "the landlord|whoever stands at the door|a company|a list of who came when|nobody is told"),
    "clinic": ("the patient|the patient|the clinic|a photograph|so that nobody is mixed up",
               "the clinic|the patient|researchers|a photograph|a board agreed, the patient was not asked"),
}[FLOW]
right = {**{name: dict(zip(_parts, row.split("|"), strict=True)) for name, row in zip(("flow_before", "flow_after"), _flows, strict=True)},
         "keep": "differ", "sorted_as": "here"}
banked = {"lists_what_stays": right | {"keep": "same"}, "order_of_the_dict": right | {"sorted_as": "after"}}

# %% task="perfect"
_lenses = {one.id: f"{one.id}: {one.question}" for one in lenses.lenses()}
ask = f"""Imagine the matcher of the lesson: no false match, no miss, for anybody, in any gallery. Which of these objections to a use die with its errors, and through which lens do
the others look?

Then write **your own** objection to the use below, one that the perfect matcher leaves standing.

> {uses()[USE]}"""
fields = [
    table("left", "What is left of each objection?", {name: f"{name}: {sentence}" for name, sentence in SENTENCES[OBJECTIONS].items()},
          choice("lens", "what is left", {"dies": "dies: it rests on error", **_lenses})),
    group("mine", "Your own objection",
          choice("lens", "The lens through which it looks", _lenses),
          text("who", "Somebody whom the use touches and whom its description does not mention"),
          text("text", "The objection, in fifteen words or more", lines=4)),
]

# %% task="anatomy"
_kinds = {"claim": "the claim", "fact": "a ground that can be looked up", "value": "a ground that is held", "warrant": "the principle (warrant)",
          "also": "another case that the principle decides", "objection": "the objection", "reply": "the reply", "concedes": "what would change the claim"}
ask = """A letter to a newspaper, sentence by sentence (made up). Say of each sentence what it is. Each kind stands once.

Somebody else writes: *“The photographs were online, where anybody could see them. So nobody was wronged when a company gathered them.”* Choose the **principle** that makes
this follow."""
fields = [
    table("parts", "What is each sentence?", {name: f"{name}: {sentence}" for name, sentence in LETTERS[LETTER].items()}, choice("kind", "what it is", _kinds)),
    choice("unsaid", "The principle that is left unsaid", {key: f"{key}: {words}" for key, words in lettered(TEXT).items()}),
]

# %% task="principle"
ask = f"""Take the side of somebody who holds that this use is wrong, whatever you hold yourself:

> {CASE}: {uses()[CASE]}

Write their principle as rows. A row says *wrong, if all of this is so*; what is not filled in does not matter. A use is wrong if any row fits it. The principle must condemn the
case, and at least two uses of the bank of another kind (another actor or another purpose), and not all.

Then choose a use that it condemns and that somebody fair would rather spare. The list of the second question is the bank. The page does not tell you what your rows condemn: go through it, and see."""
fields = [
    rows("wrong_if", "It is wrong, if …", *conditions(), most=6),
    choice("hard", "The hard case: a condemned use that somebody fair would rather spare", {name: f"{name}: {use}" for name, use in uses().items()}),
    text("why", "Why they would spare it, in ten words or more", lines=3),
    choice("choice", "What should the owner of the principle do?", {"keep": "keep it, and accept the hard case", "mend": "mend the principle", "give up": "give up the claim"}),
]
code = '''
def principle(use):
    def holds(wanted, value):
        if isinstance(wanted, dict):
            return value is not None and (value < wanted["below"] if "below" in wanted else value >= wanted["at_least"])
        return value in wanted if isinstance(wanted, list) else value == wanted

    return any(all(holds(wanted, use[name]) for name, wanted in row.items()) for row in wrong_if)
'''
right = {"wrong_if": [{"public_space": [True], "comparison": ["1:N"]}], "hard": "U66", "choice": "mend",
         "why": "A child has been abducted, a judge has agreed, and to look at everybody in the station may save a life within the hour."}
banked = {
    "condemns_everything": right | {"wrong_if": [{"recognises": True}, {"recognises": False}]},
    "hard_case_is_spared": right | {"hard": "U36"},
    "no_reason": right | {"why": "It is hard."},
    "spares_the_case": right | {"wrong_if": [{"public_space": [True], "comparison": ["1:1"]}]},
}

# %% task="sides"
_case = next(one for one in lenses.right_names() if one.id == DISPUTE)
ask = """Write two arguments about this case: that what was done was right, and that it was wrong. Each must hold in its form, and each rests on a row of the record that the case
cites; the two do not rest on the same rows. Their principles differ. Nobody asks which one is yours.

A ground's source is the id of a row, such as the letters and numbers in brackets above, or the word `value` for what is held."""
show = [lenses.told(DISPUTE)]
_sources = sorted(set(re.findall(r"\b[A-Z]\d{2,3}\b", _case.told)) | {name for side in _case.sides for name in side.claims})
_argument = [
    text("claim", "The claim", lines=2),
    rows("grounds", "Grounds", text("ground", "The ground, in a sentence", lines=2), text("source", "Its source", help=f"The case cites {', '.join(_sources)}; or write value."), most=6),
    text("warrant", "The principle that leads from the grounds to the claim", lines=2),
    text("also", "Another case that it decides, and that you find hard", lines=2),
    text("objection", "The strongest objection, as its owner would put it", lines=3),
    choice("hits", "What it hits", HITS),
    text("reply", "Your reply", lines=3),
    text("concedes", "What you give up, or what would change the claim", lines=2),
]
fields = [group("one_side", "That it was right", *_argument), group("other_side", "That it was wrong", *_argument)]
code = '''
def _argument(told):
    parts = dict.fromkeys(["claim", "warrant", "also", "objection", "hits", "reply", "concedes"], "")
    grounds = [(row.get("ground", ""), row.get("source", "")) for row in told.get("grounds", [])]
    return parts | {"grounds": grounds} | {name: value for name, value in told.items() if name != "grounds"}

for_it, against_it = _argument(one_side), _argument(other_side)
'''


def back(names):
    def told(argument):
        grounds = [{"ground": sentence, "source": source} for sentence, source in argument["grounds"]]
        return {name: value for name, value in argument.items() if name != "grounds" and value} | {"grounds": grounds}

    return {"one_side": told(names["for_it"]), "other_side": told(names["against_it"])}


# %% task="critique"
ask = TEXT.split("\n", 2)[2].replace("The next cell prints an answer", "Here is an answer").replace(
    "Set\n`faults`, a dict with the four names of the sentences and the kind of fault of each:", "Name the kind of fault of each, and leave the others open:")
fields = [table("faults", "What is wrong with it?", {name: f"{name}: {sentence}" for name, sentence in MODELS[MODEL].items()},
                choice("kind", "fault", list(worded(TEXT).items()), optional=True))]

# %% task="right"
ask = TEXT.split("\n", 2)[2].replace("The next cell prints one", "Here is one")
show = [lenses.told(STORY)]
