# ---
# title: "What is owed"
# lesson: owed
# minutes: 90
# lead: Seven tasks, 20 points. Six are checked by machine, one is read by a person. No side earns a point.
# before: "{Lesson:owed}. Everything you need is Python, the bank of uses, and the record that comes with the course."
# objectives:
#   - say what changed in a flow of information
#   - object to a matcher that never errs
#   - take an argument apart, and argue both sides of a case in good form
#   - write a principle as a function, and face a case that it decides
# ---

# %% [markdown]
# {how}
#
# **No check reads what you hold.** It looks at form, and at what follows from what. You may argue for either side, and in task 5 you
# argue for both. Cases in which people were arrested are in tasks 5 and 7. Whoever would rather not write about them takes the
# made-up twin in task 7, for the same points, and gives no reason.

# %% role="given"
from course.judgement import lenses
from course.judgement.argument import Argument
from course.judgement.principle import as_data, reach
from course.policy import uses
from course.study.selfcheck import selfcheck

check = selfcheck("owed")

FLOW = "gate"  # the flow of task 1: gate, flats or clinic
OBJECTIONS = "town"  # the objections of task 2: town or school
USE = "U34"  # the use of task 2
LETTER = "shop"  # the letter of task 3: shop or child
CASE = "U39"  # the case of task 4
DISPUTE = "metro"  # the case of task 5: metro or newsroom
MODEL = "city"  # the answer of task 6: city or museum
STORY = "show"  # the case of task 7: metro, show, witness or newsroom

# %% role="variant"
def draw(random):
    def one(*names):
        return str(random.choice(names))

    return {
        "FLOW": one("gate", "flats", "clinic"), "OBJECTIONS": one("town", "school"), "USE": one("U34", "U46", "U31", "U33"),
        "LETTER": one("shop", "child"), "CASE": one("U39", "U46", "U69"), "DISPUTE": one("metro", "newsroom"),
        "MODEL": one("city", "museum"), "STORY": one("metro", "show", "witness", "newsroom"),
    }

# %% [markdown] task="flow"
# ## 1. What changed in the flow?
#
# Run the next cell. It tells of a flow of information that no lesson has, before and after a change, and lists phrases.
# Set two dicts, `flow_before` and `flow_after`, with the keys `"sender"`, `"about"`, `"receiver"`, `"what"` and `"terms"`. Each value is one of
# the phrases, as it stands. A phrase may stand in both dicts, and some fit nowhere.
#
# Then write `changed(before, after)`. It takes two such dicts and returns the list of the keys whose values differ, in the order above.

# %% role="given"
FLOWS = {
    "gate": ("A university takes a photograph of each student for a card that opens the library: without it, no card. Two years later the card "
             "office lets a firm make a template of each photograph and compare faces with it at the door of the exam hall. Students hear of it at the door."),
    "flats": ("A camera at the door of some flats shows the tenant who was rung a picture of whoever stands there; the lease says so. Later the "
              "landlord keeps the pictures, and a company makes of them a list of who came when. Nobody is told."),
    "clinic": ("A clinic takes a photograph of each patient, so that two of one name are not mixed up. Later the clinic gives the photograph to "
               "researchers who study pain in faces. A board has agreed; the patients were not asked."),
}
PHRASES = {
    "gate": ["the student", "the card office", "the library", "a firm at the exam hall", "a photograph", "a template", "a mark",
             "needed for a card", "told at the door", "asked beforehand"],
    "flats": ["the camera at the door", "whoever stands at the door", "the tenant who was rung", "the landlord", "a company",
              "a picture", "a list of who came when", "as the lease says", "nobody is told", "the police"],
    "clinic": ["the patient", "the clinic", "researchers", "a board", "a photograph", "a diagnosis", "so that nobody is mixed up",
               "a board agreed, the patient was not asked", "the patient agreed"],
}
print(FLOWS[FLOW], *PHRASES[FLOW], sep="\n- ")

# %% role="answer" task="flow"
flow_before = {"sender": "?", "about": "?", "receiver": "?", "what": "?", "terms": "?"}
flow_after = {"sender": "?", "about": "?", "receiver": "?", "what": "?", "terms": "?"}


def changed(before, after):
    """The parts that differ, in the order sender, about, receiver, what, terms."""
    ### BEGIN SOLUTION
    return [part for part in ("sender", "about", "receiver", "what", "terms") if before[part] != after[part]]
    ### END SOLUTION


### BEGIN SOLUTION
_worked = {
    "gate": ("the student|the student|the card office|a photograph|needed for a card",
             "the card office|the student|a firm at the exam hall|a template|told at the door"),
    "flats": ("the camera at the door|whoever stands at the door|the tenant who was rung|a picture|as the lease says",
              "the landlord|whoever stands at the door|a company|a list of who came when|nobody is told"),
    "clinic": ("the patient|the patient|the clinic|a photograph|so that nobody is mixed up",
               "the clinic|the patient|researchers|a photograph|a board agreed, the patient was not asked"),
}[FLOW]
flow_before, flow_after = (dict(zip(flow_before, row.split("|"))) for row in _worked)
### END SOLUTION

# %%
check("flow")

# %% role="check" task="flow" points=3
for _flow in (dict(flow_before), dict(flow_after)):
    assert check.same(set(_flow), {"sender", "about", "receiver", "what", "terms"}), "Both dicts have the five keys."
    assert all(any(check.same(_value, _phrase) for _phrase in PHRASES[FLOW]) for _value in _flow.values()), "Take each phrase from the list, as it stands."
_parts = ("sender", "about", "receiver", "what", "terms")
assert check.same(changed(dict.fromkeys(_parts, "one"), dict.fromkeys(_parts, "one")), []), "Where nothing differs, nothing has changed."

# %% role="hidden"
import re

from course.checks.compare import same
from course.errors import CourseError
from course.judgement import lenses as _lenses
from course.judgement.argument import Argument, content_words, said
from course.judgement.principle import FEWEST_OTHERS, as_data
from course.policy import claim as _claim
from course.policy import uses as _uses

_PARTS = ("sender", "about", "receiver", "what", "terms")


def told_wrong(student, name, sentence):
    """Fail with a sentence that was found while looking."""
    student.value(name).satisfies(lambda _: False, sentence)


def sound(student, name):
    """The student's argument, if its form holds."""
    told = student.value(name).get(like={})
    try:
        argument = Argument(**told)
    except CourseError as error:
        told_wrong(student, name, f"{name}, {error}")
    except TypeError:
        told_wrong(student, name, f"{name}: the parts are claim, grounds, warrant, also, objection, hits, reply, concedes, in a dict.")
    if missing := argument.form():
        told_wrong(student, name, f"{name}, {missing[0]}")
    return argument

# %% role="hidden" task="flow"
def check(student):
    right = {
        "gate": (("the student", "the student", "the card office", "a photograph", "needed for a card"),
                 ("the card office", "the student", "a firm at the exam hall", "a template", "told at the door")),
        "flats": (("the camera at the door", "whoever stands at the door", "the tenant who was rung", "a picture", "as the lease says"),
                  ("the landlord", "whoever stands at the door", "a company", "a list of who came when", "nobody is told")),
        "clinic": (("the patient", "the patient", "the clinic", "a photograph", "so that nobody is mixed up"),
                   ("the clinic", "the patient", "researchers", "a photograph", "a board agreed, the patient was not asked")),
    }[GIVEN["FLOW"]]
    hints = {
        "sender": "Who hands the information on? In the second flow it is who had received it in the first.",
        "about": "About whom is it? Whoever sends or receives it, it may be about the same people.",
        "receiver": "Who receives it? The one who can then do something with it, not the place and not who agreed.",
        "what": "What is it that flows? A picture, or what was made of it.",
        "terms": "Under which terms does it flow? What the people concerned were told or asked.",
    }
    for name, row in zip(("flow_before", "flow_after"), right, strict=True):
        flow = student.value(name).entries(dict.fromkeys(_PARTS, ""))
        for part, phrase in zip(_PARTS, row, strict=True):
            flow[part].equals(phrase, f"{name}, {part}. {hints[part]}")
    for _ in range(12):
        rows = student.random.integers(0, 2, (2, 5))
        before, after = (dict(zip(_PARTS, (f"phrase {n}" for n in row), strict=True)) for row in rows)
        expected = [part for part in _PARTS if before[part] != after[part]]
        shuffled = {part: after[part] for part in student.random.permutation(_PARTS).tolist()}
        student.call("changed", before, shuffled).equals(expected, "changed: the keys whose values differ, in the order of the task.")
        student.call("changed", before, before).equals([], "changed: where nothing differs, nothing has changed.")

# %% [markdown] task="perfect"
# ## 2. Object to a perfect matcher
#
# Imagine the matcher of the lesson: no false match, no miss, for anybody, in any gallery. Run the next cell. It lists objections to a use.
# Set `left`, a dict with a value for each of them:
#
# - `"dies"`, if the objection rests on error and is gone with the perfect matcher;
# - otherwise the lens through which it looks: `"consequences"`, `"rights"`, `"procedure"`, `"context"` or `"power"`.
#
# Then write **your own** objection to the use that the cell names, one that the perfect matcher leaves standing. Set `mine`, a dict with
# `"lens"` (one of the five), `"who"` (somebody whom the use touches and whom its description does not mention), and `"text"`, the
# objection in fifteen words or more.

# %% role="given"
SENTENCES = {
    "town": {
        "o1": "Innocent people will be held, since the wrong face will come up.",
        "o2": "People who know that they will be noted stay away from the council's meetings, and so nobody is left to vote the cameras down.",
        "o3": "Two more detectives would have solved as many cases, at half the price.",
        "o4": "My photograph was taken for a library card, and a library does not tell who came.",
        "o5": "One group of people will be taken for others more often than the rest.",
        "o6": "Nobody in the gallery was asked, and nobody in it can say no.",
        "o7": "Whoever is refused learns neither that there was a search nor where to complain.",
        "o8": "So many are missed that the lost will not be found.",
    },
    "school": {
        "o1": "A child who has done nothing will be sent home in place of another.",
        "o2": "A child who is stopped is not told why, and nobody hears the child before the parents are called.",
        "o3": "A teacher at the gate costs less, and notices who is crying.",
        "o4": "Children cannot agree to it, and a child is not there to be measured.",
        "o5": "The twins in the third form will be taken for each other.",
        "o6": "Who came late was a matter between the class and its teacher, and now the ministry has it.",
        "o7": "Half of the strangers at the gate will not be noticed.",
        "o8": "Whoever decides about the gate decides about the children of others, who cannot send theirs elsewhere.",
    },
}
for name, sentence in SENTENCES[OBJECTIONS].items():
    print(name, sentence)
print("\nYour own, to", USE, uses()[USE])

# %% role="answer" task="perfect"
left = {"o1": "?", "o2": "?", "o3": "?", "o4": "?", "o5": "?", "o6": "?", "o7": "?", "o8": "?"}
mine = {"lens": "?", "who": "?", "text": "?"}
### BEGIN SOLUTION
_worked = {
    "town": "dies power consequences context dies rights procedure dies",
    "school": "dies procedure consequences rights dies context dies power",
}[OBJECTIONS]
left = dict(zip(left, _worked.split()))
mine = {
    "lens": "procedure",
    "who": "a cleaner who shares a name with somebody who once quarrelled there",
    "text": "Whoever stands on the list was put there by somebody, and learns of it, if at all, at the door or in a cell. "
            "There is no hearing before it costs something, and no office that must answer.",
}
### END SOLUTION

# %%
check("perfect")

# %% role="check" task="perfect" points=3
_lens_names = {one.id for one in lenses.lenses()}
assert check.same(set(dict(left)), set(SENTENCES[OBJECTIONS])), "One value for each of the eight objections."
assert all(any(check.same(_value, _name) for _name in ("dies", *_lens_names)) for _value in dict(left).values()), "A value is \"dies\" or the name of a lens."
assert any(check.same(mine["lens"], _name) for _name in _lens_names), "Your objection looks through one of the five lenses."
assert len(mine["text"].split()) >= 15, "Put your objection in fifteen words or more."

# %% role="hidden" task="perfect"
def check(student):
    right = {
        "town": ("dies", "power", "consequences", "context", "dies", "rights", "procedure", "dies"),
        "school": ("dies", "procedure", "consequences", "rights", "dies", "context", "dies", "power"),
    }[GIVEN["OBJECTIONS"]]
    hints = {
        "dies": "Would this still hold if nobody were ever matched wrongly or missed?",
        "consequences": "This one is left: it compares what comes of it with the next best way. Which lens asks that?",
        "rights": "This one is left: it asks whether somebody is treated as nobody may be, or was asked. Which lens asks that?",
        "procedure": "This one is left: it asks whether one can know, answer and have it corrected. Which lens asks that?",
        "context": "This one is left: it asks whether information flows as people there expect. Which lens asks that?",
        "power": "This one is left: it asks who gains power over whom, and who cannot refuse. Which lens asks that?",
    }
    left = student.value("left").entries({f"o{number}": "" for number in range(1, 9)})
    for number, value in enumerate(right, 1):
        left[f"o{number}"].equals(value, f"o{number}: {hints[value]}")
    named = {one.id for one in _lenses.lenses()}
    mine = student.value("mine").spelt(named)
    mine.satisfies(lambda told: told["lens"] in named, "Your objection looks through one of the five lenses.", like={})
    use = str(_uses()[GIVEN["USE"]])
    mine.satisfies(
        lambda told: said(told["text"], 15) and len(content_words(told["text"]) - content_words(use)) >= 6,
        "Put your objection in fifteen words or more, and do more than describe the use.", like={},
    )
    error = re.compile(
        r"\b(?:errs?|errors?|wrong(?:ly)? (?:person|face|name|man|woman|match\w*|people)|mistak\w*|misidentif\w*|mismatch\w*|inaccura\w*|"
        r"unreliab\w*|bias\w*|false (?:match\w*|positive\w*|alarm\w*|accus\w*|arrest\w*)|falsely|confus\w*|taken for (?:another|others|each|some\w+|him|her|them)|"
        r"innocent \w+ (?:\w+ ){0,3}(?:held|arrested|jailed|stopped|accused)|miss(?:es|ed) (?:people|faces|many|so|some|too)|FMR|FNMR|FPIR|FNIR)\b",
        re.IGNORECASE,
    )
    mine.satisfies(
        lambda told: not error.search(told["text"]),
        "Your objection speaks of error. The matcher never errs: what is left to object to?", like={},
    )
    mine.satisfies(
        lambda told: len(content_words(told["who"])) >= 1 and bool(content_words(told["who"]) - content_words(use)),
        "Name somebody whom the use touches and whom its description does not mention.", like={},
    )

# %% [markdown] task="anatomy"
# ## 3. Take a letter apart
#
# The next cell prints a letter to a newspaper, sentence by sentence (made up). Set `parts`, a dict that says of each sentence what it is:
# `"claim"`, `"fact"` (a ground that can be looked up), `"value"` (a ground that is held), `"warrant"`, `"also"` (another case that the
# principle decides), `"objection"`, `"reply"` or `"concedes"`. Each stands once.
#
# Somebody else writes: *"The photographs were online, where anybody could see them. So nobody was wronged when a company gathered
# them."* Set `unsaid` to the letter of the **principle** that makes this follow.
#
# - **A** Millions of people have put photographs online.
# - **B** Whoever puts something where anybody can see it is not wronged by what anybody does with it.
# - **C** To gather photographs is lawful in that country.
# - **D** The company has found a witness with them, and a man went free.

# %% role="given"
LETTERS = {
    "shop": {
        "s1": "Since spring a chain of food shops in our town compares every customer with a list, as its own sign says.",
        "s2": "It should stop.",
        "s3": "Whoever needs a place in order to live should not have to pay for entering it with being recorded.",
        "s4": "That would also take the cameras out of the library, where I was glad that somebody looked after the books.",
        "s5": "To go about unnoticed is worth something, also to those who have nothing to hide.",
        "s6": "The chain says, and it is a good point, that its staff are attacked by people who were thrown out before.",
        "s7": "But a second person at the door protects them too, and forgets my face when I am gone.",
        "s8": "Where a shop has tried that and people were still hurt, I would accept a list that a judge has seen.",
    },
    "child": {
        "s1": "When a life may hang on an hour, everybody owes a little of being left alone.",
        "s2": "So the cameras at our station should go on looking for missing children.",
        "s3": "Two children were found there last winter, the station's report says.",
        "s4": "A child's fear weighs more than my wish not to be looked at.",
        "s5": "I see that the same would let them look for a confused old man who does not want to be found.",
        "s6": "Many write that what looks for children today will look for debtors tomorrow, and they may point to other lists that grew.",
        "s7": "That is a reason to put the list under lock, with a judge who reads it each month, and none to leave the child.",
        "s8": "If the list has ever held another name, I take back this letter.",
    },
}
for name, sentence in LETTERS[LETTER].items():
    print(name, sentence)

# %% role="answer" task="anatomy"
parts = {"s1": "?", "s2": "?", "s3": "?", "s4": "?", "s5": "?", "s6": "?", "s7": "?", "s8": "?"}
unsaid = "?"
### BEGIN SOLUTION
_worked = {
    "shop": "fact claim warrant also value objection reply concedes",
    "child": "warrant claim fact value also objection reply concedes",
}[LETTER]
parts = dict(zip(parts, _worked.split()))
unsaid = "B"
### END SOLUTION

# %%
check("anatomy")

# %% role="check" task="anatomy" points=3
_kinds = ["also", "claim", "concedes", "fact", "objection", "reply", "value", "warrant"]
assert check.same(sorted(str(_kind).strip().lower() for _kind in dict(parts).values()), _kinds), f"Each of these stands once: {', '.join(_kinds)}."
assert str(unsaid).strip().upper() in {"A", "B", "C", "D"}, "Set `unsaid` to one of the letters A, B, C, D."

# %% role="hidden" task="anatomy"
def check(student):
    right = {
        "shop": ("fact", "claim", "warrant", "also", "value", "objection", "reply", "concedes"),
        "child": ("warrant", "claim", "fact", "value", "also", "objection", "reply", "concedes"),
    }[GIVEN["LETTER"]]
    hints = {
        "claim": "What does the writer want us to believe or do? The rest serves it.",
        "fact": "Which ground could somebody look up and find to be so or not?",
        "value": "Which ground is held, and could not be looked up?",
        "warrant": "Which sentence would hold in another town, too, and leads from the grounds to the claim?",
        "also": "Which sentence names another case that the principle decides, one the writer finds hard?",
        "objection": "Which sentence would the other side own?",
        "reply": "Which sentence answers the objection?",
        "concedes": "Where does the writer say what would change the claim?",
    }
    parts = student.value("parts").entries({f"s{number}": "" for number in range(1, 9)})
    for kind, hint in hints.items():
        parts[f"s{right.index(kind) + 1}"].equals(kind, f"{kind}: {hint}")
    student.value("unsaid").chosen(
        "B", "ABCD", "A principle is general and leads from the ground to the claim. One more fact, or what is lawful, does not."
    )

# %% [markdown] task="principle"
# ## 4. What else does your principle condemn?
#
# Take the side of somebody who holds that the use `CASE` is wrong, whatever you hold yourself. Write their principle as a function:
# `principle(use)` takes a use as a dict (the next cell shows one) and returns `True` where it says that the use is wrong, `False` elsewhere.
# It must condemn the case, and at least two uses of the bank of another kind (another actor or another purpose), and not all. It must go by what is done, and
# not by an id, a sentence or a day.
#
# Then look at what it condemns, with `reach(principle).table()`. Set `hard` to the id of a condemned use that somebody fair would rather spare,
# not the case itself, `why` to a sentence of at least ten words that says why, and `choice` to what the owner of the principle should do:
# `"keep"` (accept the hard case), `"mend"` (change the principle) or `"give up"` (the claim). Each can be right.

# %% role="given"
print(CASE, uses()[CASE])
as_data(uses()[CASE])

# %% role="answer" task="principle"
def principle(use):
    """True where the principle says that the use is wrong."""
    ### BEGIN SOLUTION
    return (use["public_space"], use["comparison"]) == (True, "1:N")
    ### END SOLUTION


hard = "?"
why = "?"
choice = "?"
### BEGIN SOLUTION
hard = "U66"
why = "A child has been abducted, a judge has agreed, and to look at everybody in the station may save a life within the hour."
choice = "mend"
### END SOLUTION

# %%
check("principle")

# %% role="check" task="principle" points=3
assert check.same(principle(as_data(uses()[CASE])), True), "It must condemn the case itself, with True."
assert str(hard).strip().upper() in uses() and not check.same(hard, CASE), "Set `hard` to the id of another use of the bank."
assert len(why.split()) >= 10, "Say why, in ten words or more."
assert any(check.same(choice, _one) for _one in ("keep", "mend", "give up")), "The choice is one of three."

# %% role="hidden" task="principle"
def check(student):
    bank, case = _uses(), GIVEN["CASE"]
    answers = {}
    for name, use in bank.items():
        reply = student.call("principle", as_data(use))
        reply.satisfies(lambda told: True, "Return True or False for every use, also where the description does not say something.", like=True, edge=True)
        answers[name] = same(reply.reply.value, True)
    blind = {"id": "X", "sentence": "somebody does something", "date": "2020-01-01"}
    for name in student.random.choice(sorted(bank), 25, replace=False).tolist() + [case]:
        student.call("principle", as_data(bank[name]) | blind).equals(
            answers[name], "It goes by an id, a sentence or a day. A principle goes by what is done, by whom, to whom."
        )
    condemned = [use for name, use in bank.items() if answers[name]]
    student.call("principle", as_data(bank[case])).equals(True, "It does not condemn the case itself.")
    student.call("principle", as_data(bank["U36"])).satisfies(
        lambda _: len(condemned) < len(bank), "It condemns every use there is, a telephone that its owner unlocks included."
    )
    others = [use for use in condemned if (use.who, use.purpose) != (bank[case].who, bank[case].purpose)]
    student.call("principle", as_data(bank[case])).satisfies(
        lambda _: len(others) >= FEWEST_OTHERS, "It condemns this case and hardly another. What is it about the case that others share?"
    )
    student.value("hard").spelt(bank).satisfies(lambda told: told != case and answers[told], "Your principle does not condemn the use that you call hard, or it is the case itself.")
    student.value("why").satisfies(
        lambda told: said(told, 10) and len(content_words(told)) >= 5, "Say why somebody fair would rather spare the hard case, in ten words or more."
    )
    student.value("choice").spelt(["keep", "mend", "give up"]).satisfies(lambda told: told in ("keep", "mend", "give up"), "The choice is keep, mend or give up.")

# %% [markdown] task="sides"
# ## 5. Argue both sides
#
# The next cell prints a case of the lesson. Write two arguments about it, as dicts: `for_it`, that what was done was right, and
# `against_it`, that it was wrong. Each has the parts of `Argument`: `claim`, `grounds` (at least two pairs of a sentence and its source), `warrant`, `also`, `objection`, `hits`,
# `reply`, `concedes`. `Argument(**for_it).show()` draws it, and `print(Argument(**for_it).report())` says what the form lacks.
#
# Each must hold in its form. Each rests on a row of the record that the case cites, and the two do not rest on the same rows. Their
# principles differ. Nobody asks which one is yours.

# %% role="given"
lenses.show_right_name(DISPUTE)
for side in next(one for one in lenses.right_names() if one.id == DISPUTE).sides:
    print(side.who, side.claims)

# %% role="answer" task="sides"
for_it = {"claim": "", "grounds": [("", "")], "warrant": "", "also": "", "objection": "", "hits": "", "reply": "", "concedes": ""}
against_it = {"claim": "", "grounds": [("", "")], "warrant": "", "also": "", "objection": "", "hits": "", "reply": "", "concedes": ""}
### BEGIN SOLUTION
_worked = {
    "metro": ({
        "claim": "It was right to look for the man in the metro with the cameras that were there.",
        "grounds": [("The courts held that the demonstration had to be notified beforehand.", "L06"),
                    ("A rule that holds for everybody protects everybody who uses a station.", "value")],
        "warrant": "A state may use what it has to find whoever broke a rule, if the rule is known, small and the same for all.",
        "also": "It also allows a search for somebody who has not paid a parking fine, which I find petty.",
        "objection": "The rule was a rule against speaking alone with a banner. To enforce it with cameras on every platform makes others silent.",
        "hits": "warrant",
        "reply": "Then the rule is what should fall, by a vote or in a court. Until it falls, half-hearted enforcement strikes whom an officer dislikes.",
        "concedes": "If the cameras were used for this rule and for no other, I would call it harassment.",
    }, {
        "claim": "It was wrong to look for the man in the metro with the cameras that were there.",
        "grounds": [("The court called his demonstration peaceful beyond dispute.", "L07"), ("No record of the search existed.", "L05"),
                    ("To speak in public should not cost one's name.", "value")],
        "warrant": "A state may search a crowd for one person only if that person endangers others and a judge could later see why.",
        "also": "It would forbid a live search for a man who pays no fines, and the rest of us pays for him.",
        "objection": "A rule that demonstrations be notified protects everybody who travels, and a rule that nobody enforces is none.",
        "hits": "warrant",
        "reply": "Notice may be asked for and a fine be sent by post. Enforcement did not need cameras; it only became cheap with them.",
        "concedes": "If he had blocked a train, I would think otherwise.",
    }),
    "newsroom": ({
        "claim": "It was right to search for the name of the man who was held.",
        "grounds": [("The fingerprint system was slow.", "L30"), ("Without the system it would have taken much longer.", "L31"),
                    ("Whether another gunman was free mattered within minutes.", "value")],
        "warrant": "A state may search everybody's photographs when lives may hang on a name within hours and nothing slower will do.",
        "also": "It would also allow a search of the same photographs for a child who was taken an hour ago.",
        "objection": "Drivers gave their pictures in order to drive. A gallery that is opened for a murderer today is opened for thieves tomorrow.",
        "hits": "warrant",
        "reply": "The slope has a step: the hour, and the life. A log that a judge reads afterwards shows whether the step was kept.",
        "concedes": "Without such a log I would close the gallery.",
    }, {
        "claim": "It was wrong to search for the name of the man who was held.",
        "grounds": [("The search went through licence photographs.", "L36"),
                    ("It is unclear whether police photographs leave when a case comes to nothing.", "L38"),
                    ("Nobody should be searched for having a driving licence.", "value")],
        "warrant": "Nobody may be searched by the state with what they had to give it for another purpose, unless they could have known.",
        "also": "It would forbid the same search for a child who was taken, and that is hard to say aloud.",
        "objection": "Five people were dead, a second gunman might have been free, and a comparison that finds nothing takes nothing from a driver.",
        "hits": "claim",
        "reply": "The gunman was already held, and fingerprints would have come. What a comparison takes is that the office no longer keeps its word.",
        "concedes": "Had the law told drivers of it when they had their pictures taken, I would accept it.",
    }),
}[DISPUTE]
for_it, against_it = _worked
### END SOLUTION

# %%
check("sides")

# %% role="check" task="sides" points=2
assert Argument(**for_it).form() == (), Argument(**for_it).report()
assert Argument(**against_it).form() == (), Argument(**against_it).report()

# %% role="hidden" task="sides"
def check(student):
    case = next(one for one in _lenses.right_names() if one.id == GIVEN["DISPUTE"])
    cited = set(re.findall(r"\b[A-Z]\d{2,3}\b", case.told)) | {name for side in case.sides for name in side.claims}
    found = {}
    for name in ("for_it", "against_it"):
        argument = sound(student, name)
        found[name] = argument
        student.value(name).satisfies(
            lambda _: any(source in cited for _, source in argument.grounds),
            f"{name}, grounds: rest it on a row of the record that the case cites.",
        )
    one, two = found["for_it"], found["against_it"]
    rows = [{source for _, source in argument.grounds if source in cited} for argument in (one, two)]
    student.value("against_it").satisfies(
        lambda _: rows[0] != rows[1], "The two arguments rest on the same rows. What does each side have that the other would rather not see?"
    )
    shared, every = content_words(one.warrant) & content_words(two.warrant), content_words(one.warrant) | content_words(two.warrant)
    student.value("against_it").satisfies(
        lambda _: len(shared) / len(every) < 0.6, "The two principles are nearly the same. What does each side hold that the other does not?"
    )
    student.value("against_it").satisfies(
        lambda _: one.claim.strip().lower() != two.claim.strip().lower(), "Both arguments make the same claim. Argue once for each side."
    )
    student.value("against_it").satisfies(
        lambda _: len(content_words(one.objection) ^ content_words(two.objection)) >= 6, "Both arguments meet the same objection. Each side has an opponent of its own."
    )

# %% [markdown] task="critique"
# ## 6. What is wrong with a fluent answer?
#
# The next cell prints an answer that a language model might write (made up, with planted faults). **Four** of its sentences have a fault. Set
# `faults`, a dict with the four names of the sentences and the kind of fault of each:
#
# - `"row"`: the row that is cited does not say it;
# - `"search"`: the rate of a comparison is taken for that of a search;
# - `"law"`: what is lawful is taken for what is right;
# - `"turned"`: an objection that is only the claim turned round;
# - `"case"`: a principle that names the case;
# - `"value"`: a value that is passed off as a fact;
# - `"faces"`: a rate that does not say on which faces, and at which setting, it was measured;
# - `"empty"`: a rule or a condition that nothing could break.

# %% role="given"
MODELS = {
    "city": {
        "m1": "The city may search its recordings for burglars.",
        "m2": "At a strict setting the false match rate of one comparison is tiny, so a search of 25,000 photographs will hardly ever name an innocent person.",
        "m3": "In a test of 2018 the default setting matched 28 members of Congress wrongly (A01).",
        "m4": "Amazon's repeat of the test reports that hardly anybody was missed at its setting (A16).",
        "m5": "No statute of our state forbids such a search, so nobody is wronged by it.",
        "m6": "Whoever investigates may use a tool whose mistakes are found before they cost anybody anything.",
        "m7": "Some will object that the city may not search its recordings for burglars.",
        "m8": "If an innocent person is held on a search alone, I take this back.",
    },
    "museum": {
        "m1": "The museum should not compare the faces of its visitors.",
        "m2": "It is a fact that nobody is entitled to know who goes to a museum.",
        "m3": "On the rendered faces of the course, Dlib at a threshold for an FMR of 0.1% missed more than a fifth of the mated pairs.",
        "m4": "Face recognition errs in 10% of all cases.",
        "m5": "The museum of our town must not do to its visitors what the museum of our town does not tell them.",
        "m6": "A strong objection is that paintings worth millions hang there, and that a thief who comes twice could be stopped at the door.",
        "m7": "A guard at the door can do that too, and forgets.",
        "m8": "If it is used at all, it should be used responsibly.",
    },
}
for name, sentence in MODELS[MODEL].items():
    print(name, sentence)

# %% role="answer" task="critique"
faults = {"?": "?"}
### BEGIN SOLUTION
faults = {
    "city": {"m2": "search", "m4": "row", "m5": "law", "m7": "turned"},
    "museum": {"m2": "value", "m4": "faces", "m5": "case", "m8": "empty"},
}[MODEL]
### END SOLUTION

# %%
check("critique")

# %% role="check" task="critique" points=2
_faults = {"row", "search", "law", "turned", "case", "value", "faces", "empty"}
assert {str(_one).strip().lower() for _one in dict(faults)} <= set(MODELS[MODEL]), "Name sentences of the answer, and kinds of the list."
assert {str(_one).strip().lower() for _one in dict(faults).values()} <= _faults, "Name sentences of the answer, and kinds of the list."
assert len(faults) == 4, "Four sentences have a fault."

# %% role="hidden" task="critique"
def check(student):
    right = {
        "city": {"m2": "search", "m4": "row", "m5": "law", "m7": "turned"},
        "museum": {"m2": "value", "m4": "faces", "m5": "case", "m8": "empty"},
    }[GIVEN["MODEL"]]
    words = {
        "search": "m2: how many comparisons does one search make?",
        "row": "m4: read the row that it cites. What is it silent on?",
        "law": "m5: does it follow from what the law allows that nobody is wronged?",
        "turned": "m7: does it give a reason that somebody fair would give?",
        "value": "m2: could anybody look this up?",
        "faces": "m4: measured on which faces, at which setting, and which of the two errors?",
        "case": "m5: for whom else does this principle hold?",
        "empty": "m8: what would break this rule?",
    }
    sentences = [f"m{number}" for number in range(1, 9)]
    faults = student.value("faults").spelt([*sentences, *right.values()])
    faults.satisfies(lambda told: set(told) <= set(sentences), "The keys of `faults` are names of sentences, from m1 to m8; the kinds of fault are the values.", like={})
    faults.satisfies(
        lambda told: set(told) <= set(right), "A sentence that you name has no fault. A claim, a fact with its row, a principle, a real objection may stand.", like={}
    )
    for sentence, kind in right.items():
        faults.satisfies(lambda told: told.get(sentence) == kind, words[kind], like={})

# %% [markdown]
# ## 7. Was it right?
#
# The next cell prints one of the four cases in which the name was right. If you would rather not write about it, take the made-up
# twin instead; the points are the same, and nobody asks why:
#
# > *The exam hall.* A university compares each student's face with the card's photograph at the door. It names a student who had been barred for
# > copying and had come anyway. The name is right. Others had been told at the door, and not before. <!-- no-claim: made up -->
#
# In at most 250 words: **was what was done right?** Leave the law aside. Make a claim, give grounds with their rows and the principle that
# leads from one to the other, and own a hard case that it also decides. Put the strongest objection to your claim, as a fair opponent
# would, and reply. Say what you give up. **Either answer can earn all points.** Your answer is read beside a rubric, which comes with the assignment.

# %% role="given"
lenses.show_right_name(STORY)

# %% [markdown] role="essay" task="right" points=4
# A model answer, for the lawyer at the show. *It was wrong to turn her away in this way.* The guards knew her name and her firm {claim:L11}, and she had no
# part in the suit {claim:L10}. The owner's letters had gone to firms, and a sign hung at the door {claim:L15}; that speaks against
# me, for she could have known. My principle: who runs a place that is open to all may keep somebody out for what that person has done there, and not for
# whom that person works with. It also binds a landlord who would rather not have a rival's staff to dinner, and there I find it hard.
# The strongest objection hits the principle: whoever is in a lawsuit with a house is its opponent {claim:L13}, and nobody has to
# have an opponent to a party. I reply that a house that sells tickets to everybody has given up choosing its guests one by one. What makes the
# difference is the machine: without it the rule could have been kept for the few who are on the case, and was not
# worth the cost for all the others. I give up this: if she had come to gather evidence, the house might have asked her to leave. A
# court order that bars a firm would change my mind.
