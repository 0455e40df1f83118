"""An argument as a structure, drawn as a map, and a check of its form.

The parts are Toulmin's in plain words: a claim, the grounds it rests on, the warrant (the general principle that leads
from the one to the other), a hard case the warrant also decides, the strongest objection, and a reply that gives
something up. The check reads form only. It never reads which side the claim takes: with the claim turned round and all
else equal, the report is the same.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.errors import CourseError
from course.policy.citing import cite
from course.policy.claims import ledger
from course.policy.prose import ORGANISATIONS
from course.policy.row import Claim

HITS = ("claim", "grounds", "warrant")
"""What an objection may hit: that it follows, a fact or a value it rests on, or the principle."""

_FEWEST_NEW = 5
"""An objection or a reply brings at least so many words of its own."""

# Words that turn a sentence round, or frame it, and say nothing else. They are taken out before the claim is looked
# at, so that "it is not so that X" and "X" are the same to this check.
TURNS = frozenset(
    ["no", "not", "never", "nobody", "nothing", "none", "neither", "nor", "cannot", "without", "hardly", "scarcely", "false", "true", "untrue", "wrong", "right", "mistaken", "incorrect", "correct", "deny", "denies", "denied", "disagree", "agree", "unless", "n't", "isn't", "aren't", "wasn't", "weren't", "don't", "doesn't", "didn't", "won't", "wouldn't", "shouldn't", "mustn't", "can't", "couldn't", "hasn't", "haven't", "hadn't", "isnt", "arent", "dont", "doesnt", "didnt", "wont", "cant", "untrue", "fact", "case", "say", "says", "said", "that"]
)
_STOP = frozenset(
    ["a", "an", "and", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "is", "it", "its", "itself", "may", "me", "might", "mine", "must", "my", "of", "on", "one", "only", "or", "our", "she", "should", "so", "some", "such", "than", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "us", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would", "you", "your"]
)
_PREFIX = re.compile(r"^(?:un|in|im|ir|il|dis|non)(?=[a-z]{5})")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_ROW = re.compile(r"^[A-Z]\d{2,3}$")
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s+\S")
# A principle says what is owed, allowed or to be answered for ...
_DEONTIC = re.compile(
    r"\b(?:may|must|should|shall|ought|owe[sd]?|answers?|answerable|responsible|blame\w*|wrongs?|wronged|permitted|forbidden|"
    r"allowed|entitled|deserves?|right|rights|duty|duties|needs?|cannot|acceptable|justif\w+)\b", re.IGNORECASE,
)
# ... and of whom or when.
_SCOPE = re.compile(
    r"\b(?:who|whoever|whom|whose|whatever|if|when|whenever|where|wherever|unless|only|nobody|anybody|everybody|no one|anyone|"
    r"everyone|people|person|those|each|every|any|as long as|until|without)\b|"
    r"\b(?:an?|the|no|all|such) (?!fact |case |idea |claim |point |way |doubt )[\w’'-]+ (?:that|which)\b", re.IGNORECASE,  # a tool that frightens
)
_MEASURES = frozenset({"FMR", "FNMR", "FPIR", "FNIR", "DNA", "CCTV", "ID", "AI", "I", "I'm", "I've"})


class ArgumentError(CourseError):
    """An argument's parts are not of the kind they must be. The message names the part."""


@dataclass(frozen=True)
class Missing:
    """Something in an argument's form to look at again: the part, and a sentence that says what."""

    part: str
    says: str

    def __str__(self) -> str:
        return f"{self.part}: {self.says}"


def _spelt(source: str) -> str:
    """A source as the course writes it: capitals do not matter."""
    source = source.strip()
    return source.upper() if _ROW.match(source.upper()) else "value" if source.lower() == "value" else source


@dataclass(frozen=True)
class Argument:
    """A claim, and what it stands on.

    Parameters
    ----------
    claim
        One sentence.
    grounds
        Pairs of a sentence and its source: the id of a row of the ledger (``"A03"``), ``"mine:NAME"`` for what you
        measured yourself, ``"value"`` for what you hold and nobody can look up.
    warrant
        The general principle that leads from the grounds to the claim. It names nobody.
    also
        Another case that the principle decides, and that you find hard.
    objection, hits
        The strongest objection, and which part it hits: one of ``HITS``.
    reply, concedes
        Your answer, and what it gives up, or what would change your mind.

    Raises
    ------
    ArgumentError
        If a part is no text, or the grounds are no pairs.
    """

    claim: str = ""
    grounds: Sequence[tuple[str, str]] = ()
    warrant: str = ""
    also: str = ""
    objection: str = ""
    hits: str = ""
    reply: str = ""
    concedes: str = ""

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.name != "grounds" and not isinstance(value, str):
                raise ArgumentError(f"{field.name}: write it as text; it is a {type(value).__name__}.")
        pairs = self.grounds.tolist() if hasattr(self.grounds, "tolist") else self.grounds  # numpy's arrays and pandas' columns
        if isinstance(pairs, str) or not isinstance(pairs, Sequence):
            raise ArgumentError('grounds: write a list of pairs, such as [("The default was 80.", "A03")].')
        pairs = [pair.tolist() if hasattr(pair, "tolist") else pair for pair in pairs]
        for number, pair in enumerate(pairs, 1):
            good = isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2
            if not good or not all(isinstance(one, str) for one in pair):
                raise ArgumentError(f'grounds: number {number} is no pair of a sentence and its source, such as ("…", "A03").')
        object.__setattr__(self, "grounds", tuple((text, _spelt(source)) for text, source in pairs))
        object.__setattr__(self, "hits", self.hits.strip().lower())

    def form(self) -> tuple[Missing, ...]:
        """What the form lacks; empty when it holds. The opinion is never judged."""
        return tuple(_form(self))

    def report(self) -> str:
        """The form in words, for a reader."""
        missing = self.form()
        if not missing:
            return "The form holds: every part is there. Whether it convinces is for a reader."
        return "\n".join(["Look again at:", *(f"- {one}" for one in missing)])

    def show(self) -> ArgumentMap:
        """The argument as a map: boxes that fold, usable by keyboard, with the same in words."""
        return ArgumentMap(self)

    def argdown(self) -> str:
        """The argument as plain text in Argdown's notation, which other tools can draw."""
        lines = [f"[Claim]: {_argdown(self.claim)}", "  + <Argument>", "", "<Argument>", ""]
        premises = [f"{_argdown(text)} // {source}" for text, source in self.grounds]
        if self.warrant:
            premises.append(f"[Warrant]: {_argdown(self.warrant)}")
        lines += [f"({number}) {premise}" for number, premise in enumerate(premises, 1)]
        lines += ["-----", f"({len(premises) + 1}) [Claim]"]
        if self.also:
            lines += ["", "[Also]: " + _argdown(self.also), "  + [Warrant]"]
        if self.objection:
            hit = {"claim": "[Claim]", "warrant": "[Warrant]"}.get(self.hits, "<Argument>")
            lines += ["", hit, f"  - <Objection>: {_argdown(self.objection)}"]
            if self.reply:
                lines.append(f"    - <Reply>: {_argdown(self.reply)}")
        if self.concedes:
            lines += ["", f"// concedes: {' '.join(self.concedes.split())}"]
        return "\n".join(lines) + "\n"


def _argdown(text: str) -> str:
    """One line, with the characters that Argdown reads as marks set apart."""
    return re.sub(r"([\[\]<>{}#*_@\\])", r"\\\1", " ".join(text.split()))


# --- the form ------------------------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def said(text: str, fewest: int) -> bool:
    """Whether a text says something in so many words: most of them differ, and are longer than a letter or two."""
    words = _words(text)
    return len(text.split()) >= fewest and 2 * len({word for word in words if len(word) > 2}) >= fewest


def content_words(text: str) -> frozenset[str]:
    """What a text speaks of: its words without the small ones, and without those that turn it round."""
    kept = (word.split("'")[0] if not word.endswith("n't") else word for word in _words(text))
    return frozenset(_PREFIX.sub("", word) for word in kept if word not in _STOP and word not in TURNS)


def _form(x: Argument) -> Iterable[Missing]:
    claim = content_words(x.claim)
    if len(claim) > 30 or _SENTENCE_ENDS.search(x.claim):
        yield Missing("claim", "say it in one whole sentence, and in no more.")
    elif len(claim) < 2:
        yield Missing("claim", "say in one whole sentence who did what, or may do what: this could stand in any case.")
    yield from _grounds(x.grounds)
    yield from _warrant(x.warrant)
    if len(_words(x.also)) < 4 or len(content_words(x.also) - claim) < 2:
        yield Missing("also", "name another case that your principle decides too, one whose answer you find hard.")
    if len(_words(x.objection)) < 12:
        yield Missing("objection", "put the strongest one, in twelve words or more, so that who holds it would nod.")
    elif len(content_words(x.objection) - claim) < _FEWEST_NEW:
        yield Missing("objection", "this only turns the claim round. What reason would somebody fair give?")
    if x.hits not in HITS:
        yield Missing("hits", f"say what the objection hits: {', '.join(HITS)}.")
    if len(_words(x.reply)) < 12:
        yield Missing("reply", "answer the objection, in twelve words or more.")
    elif len(content_words(x.reply) - claim) < _FEWEST_NEW:
        yield Missing("reply", "this says the claim once more. What do you answer to the objection?")
    elif len(content_words(x.reply) - content_words(x.objection)) < _FEWEST_NEW:
        yield Missing("reply", "this says the objection once more. What do you answer to it?")
    if len(_words(x.concedes)) < 4 or len(content_words(x.concedes)) < 2:
        yield Missing("concedes", "say what your reply gives up, or what in the record would change your mind.")


def _grounds(grounds: Sequence[tuple[str, str]]) -> Iterable[Missing]:
    rows = ledger()
    if len(grounds) < 2:
        yield Missing("grounds", "give at least two.")
    for number, (text, source) in enumerate(grounds, 1):
        part = f"grounds {number}"
        if len(_words(text)) < 3:
            yield Missing(part, "say it in a sentence.")
        if source in rows:
            yield from _row(part, text, rows[source])
        elif _ROW.match(source):
            yield Missing(part, f"there is no row {source} in the ledger. `course claims list` shows the rows there are.")
        elif not (source == "value" or re.match(r"^mine:\S+", source)):
            yield Missing(part, f"{source!r} is no source. Give a row of the ledger, \"mine:NAME\" for what you measured, or "
                                "\"value\" for what you hold.")
        elif source == "value" and _NUMBER.search(text):
            yield Missing(part, "this has a number in it, and reads like a fact. Which row says it?")
    if not any(source in rows and rows[source].confirmed for _, source in grounds):
        yield Missing("grounds", "rest at least one on a row of the ledger.")


def _row(part: str, text: str, row: Claim) -> Iterable[Missing]:
    if not row.confirmed:
        yield Missing(part, f"{row.id} is not confirmed. It may be asked about; it may not carry an argument.")
        return
    told = " ".join((row.text, row.value, row.quotation, row.source, row.publisher, row.date, row.unit))
    known = {_number(token) for token in _NUMBER.findall(told.replace("-", " "))}
    strange = [token for token in _NUMBER.findall(text) if _number(token) not in known]
    if strange:
        yield Missing(part, f"it says {strange[0]}, and row {row.id} does not. Read the row again.")
    elif not {word[:5] for word in content_words(text)} & {word[:5] for word in content_words(told)}:
        yield Missing(part, f"it shares no word with row {row.id}. Say what the row says, or choose the row that says this.")


def _number(token: str) -> float:
    return float(token.strip(",").replace(",", ""))


def _warrant(text: str) -> Iterable[Missing]:
    if len(_words(text)) < 10:
        yield Missing("warrant", "say the general principle, in ten words or more.")
        return
    if named := names_in(text):
        yield Missing("warrant", f"{named[0]} is a name. A principle holds for others too: say what kind of actor it is.")
    if not (_DEONTIC.search(text) and _SCOPE.search(text)):
        yield Missing("warrant", "it decides nothing yet. Who may, must or answers for what, and when?")


def names_in(text: str) -> list[str]:
    """The actors and places that a text names: organisations of the record, and words with a capital within a sentence."""
    found = re.findall(r"(?<![\w-])(?:" + "|".join(ORGANISATIONS) + r")(?!\w)", text)
    # With or without a capital an organisation is one; "axon" and "thorn" are words too, and stay out.
    found += re.findall(r"\b(?:amazon|ibm|microsoft|rekognition|clearview|aclu|fbi|detroit|google|facebook)\b", text, re.IGNORECASE)
    within = re.sub(r"(?:^|[.!?:]\s+)[\"“(]*\w+", " ", text)  # the first word of a sentence has a capital anyhow
    found += [word for word in re.findall(r"(?<![\w-])[A-Z][\w'’]*", within) if word not in _MEASURES]
    return list(dict.fromkeys(found))


# --- the map -------------------------------------------------------------------------------------------------------

_STYLE = """
.argmap{margin:1em 0;max-width:60em;font-size:.95em;line-height:1.4}
.argmap.argmap ul,.argmap.argmap li{list-style:none}
.argmap ul{margin:.5em 0 0 .8em;padding:0 0 0 1.1em;border-left:2px solid #767676}
.argmap>ul{margin:0;padding:0;border:0}
.argmap li{margin:.5em 0;position:relative}
.argmap ul ul>li::before{content:"";position:absolute;left:-1.1em;top:1.2em;width:1em;border-top:2px solid #767676}
.argmap .box{display:block;color:#1b1b1b;background:#fff;border:1px solid #767676;border-left:.5em solid #0072B2;border-radius:6px;padding:.45em .7em}
.argmap summary.box{cursor:pointer}
.argmap summary.box:focus-visible{outline:3px solid #0072B2;outline-offset:2px}
.argmap .warrant>.box,.argmap .warrant>details>.box{border-left-color:#009E73}
.argmap .objection>.box,.argmap .objection>details>.box{border-left-color:#D55E00;border-style:dashed;border-left-style:solid}
.argmap .reply>.box,.argmap .reply>details>.box{border-left-color:#E69F00}
.argmap .kind{font-weight:700}
"""


@dataclass(frozen=True)
class ArgumentMap:
    """A drawn argument that Jupyter and the site show: nested boxes, no script, foldable with Enter or Space."""

    argument: Argument

    @property
    def alt(self) -> str:
        """The map in one sentence."""
        x = self.argument
        parts = [f"a claim with {len(x.grounds)} ground{'s' * (len(x.grounds) != 1)}"]
        parts += ["a principle"] * bool(x.warrant) + ["another case it decides"] * bool(x.also)
        if x.objection:
            parts.append(f"an objection that hits the {x.hits if x.hits in HITS else 'argument'}")
        parts += ["a reply"] * bool(x.reply) + ["what it gives up"] * bool(x.concedes)
        return f"Argument map: {', '.join(parts)}."

    def tree(self) -> tuple:
        """The boxes: (class, kind, text, source, boxes under it)."""
        x = self.argument
        under: dict[str, list] = {name: [] for name in HITS}
        if x.objection:
            gives = [("reply", "Gives up", x.concedes, "", [])] if x.concedes else []
            reply = [("reply", "Reply, answers the objection", x.reply, "", gives)] if x.reply else gives
            hit = x.hits if x.hits in HITS else "claim"
            name = {"claim": "the step to the claim", "grounds": "the grounds", "warrant": "the principle"}[hit]
            under[hit].append(("objection", f"Objection, hits {name}", x.objection, "", reply))
        boxes = [("ground", f"Ground {number}, supports the claim", text, source, [])
                 for number, (text, source) in enumerate(x.grounds, 1)]
        boxes += under["grounds"]
        if x.warrant:
            also = [("warrant", "It also decides", x.also, "", [])] if x.also else []
            boxes.append(("warrant", "Principle, leads from the grounds to the claim", x.warrant, "", also + under["warrant"]))
        else:
            boxes += under["warrant"]
        return ("claim", "Claim", x.claim, "", boxes + under["claim"])

    def __str__(self) -> str:
        return "\n".join(_outline(self.tree(), 0))

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        label = html.escape(self.alt, quote=True)
        markup = (f'<style>{_STYLE}</style><div class="argmap" role="group" aria-label="{label}">'
                  f"<ul>{_boxes(self.tree())}</ul></div>")
        return {"text/html": markup, "text/plain": f"{self.alt}\n{self}"}


def _outline(node: tuple, depth: int) -> Iterable[str]:
    _, kind, text, source, under = node
    yield f"{'  ' * depth}{kind}: {text or '(still empty)'}{f' [{source}]' if source else ''}"
    for one in under:
        yield from _outline(one, depth + 1)


def _boxes(node: tuple) -> str:
    name, kind, text, source, under = node
    inner = f'<span class="kind">{html.escape(kind)}:</span> {html.escape(text) or "<em>still empty</em>"}{_source(source)}'
    if not under:
        return f'<li class="{name}"><span class="box">{inner}</span></li>'
    below = "".join(map(_boxes, under))
    # The keys are the map's while it has the focus, not JupyterLab's.
    return (f'<li class="{name}"><details open><summary class="box" data-lm-suppress-shortcuts="true">{inner}</summary>'
            f"<ul>{below}</ul></details></li>")


def _source(source: str) -> str:
    row = ledger().get(source)
    if row is not None and row.confirmed:
        return f" <small>{html.escape(source)} {cite(source, form='html')}</small>"
    return f" <small>({html.escape(source)})</small>" if source else ""
