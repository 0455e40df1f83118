# What the form asks in place of code: see `course.content.forms`.

from course import figures

# %% task="order"
ask = "Six events, of the real case and of the made-up one. Put them in order, the one that came first in front."
fields = [order("order", "The events, from the first to the last", {letter: f"{letter}: {' | '.join(EVENTS[SIX.index(letter)])}" for letter in sorted(SIX)})]

# %% task="status"
ask = TEXT.split("\n", 2)[2].replace(
    "The cell below prints eight sentences. Set `status` to a dict that gives each letter one of these words:",
    "Here are eight sentences, for the real case and for the made-up one. Choose a word for each:")
fields = [table(
    "status", "How far is it known?",
    {letter: f"{letter}: {' | '.join(SENTENCES[EIGHT.index(letter)])}" for letter in sorted(EIGHT)},
    choice("word", "how far it is known", list(worded(TEXT))))]

# %% task="independent"
ask = """A drawing of evidence has an arrow from each piece to the pieces that come from it. A search comes from a still; a witness's pick may come from the
search and from the witness's own memory; a warrant comes from the pick.

You are given such a drawing, and one piece, the **source**. Which pieces do **not** come from it? The source itself is not on the list. Say the rule by which you would list them. Your rule is tried on
many drawings, with another source each time."""
fields = [
    choice("follow", "A piece comes from the source …", {
        "direct": "when an arrow leads to it from the source itself",
        "all": "when an arrow leads to it from the source, or from a piece that comes from the source, however many steps that takes",
        "pass": "when an arrow leads to it from the source, or from a piece that was met before it in the list",
        "picture": "when it comes from the source in any number of steps, or rests on the same picture as the source"}),
    choice("several", "A piece with several arrows, of which one comes from the source and another does not …", {
        "any": "comes from the source", "all": "does not come from the source"}),
    choice("own", "The source itself …", {"out": "is not on the list", "in": "is on the list, since it does not come from itself"}),
    choice("which", "The source is …", {"given": "the piece that is named, whatever it is called", "search": "the search, always"}),
    choice("listed", "On the list stand …", {"rest": "the pieces that do not come from the source", "follows": "the pieces that do come from it"}),
]
code = '''
def independent(evidence, source):
    source = "search" if which == "search" else source
    found = {source}
    for _ in evidence if follow in ("all", "picture") else [None]:
        for name, sources in evidence.items():
            near = {source} if follow == "direct" else found
            met = [one in near for one in sources]
            if any(met) if several == "any" else bool(met) and all(met):
                found.add(name)
    if follow == "picture":
        def behind(name):
            sources = evidence.get(name, [])
            return set(sources).union(*map(behind, sources))
        found |= {name for name in evidence if behind(name) & behind(source)}
    found.discard(source)
    if listed == "follows":
        return [name for name in evidence if name in found]
    return [name for name in evidence if name not in found and (name != source or own == "in")]
'''
right = {"follow": "all", "several": "any", "own": "out", "which": "given", "listed": "rest"}
banked = {
    "always_the_search": right | {"which": "search"}, "half_is_enough": right | {"several": "all"},
    "one_pass_through": right | {"follow": "pass"}, "only_the_next_step": right | {"follow": "direct"},
    "same_picture_is_dependent": right | {"follow": "picture"}, "the_search_itself": right | {"own": "in"},
    "what_follows": right | {"listed": "follows"},
}

# %% task="stops"
ask = """A rule forbids a step unless **all** that it needs is so. An example: no lineup unless the person was there *and* there is other evidence. The record says whether the
step was taken, and what was so. It may be silent on any of these.

Say for each case whether the rule stopped it: `stopped`, if the step was taken and something that the rule needs was not so; `not stopped`, if the step was not taken, or
all that the rule needs was so; `cannot know`, if the record leaves open which of the two it is."""
_answers = ["stopped", "not stopped", "cannot know"]
fields = [table("verdict", "Would the rule have stopped it?", {
    "all": "All that the rule needs was so.",
    "mixed": "One thing that it needs was so, and another was not.",
    "none": "Nothing that it needs was so.",
    "both": "One thing was not so, and of another the record is silent.",
    "half": "One thing was so, and of another the record is silent.",
    "silent": "The record is silent on all that it needs.",
}, [choice("taken", "The step was taken", _answers), choice("left", "The step was not taken", _answers), choice("silent", "The record is silent on the step", _answers)])]
code = '''
def stops(rule, record):
    step = {True: "taken", False: "left"}.get(record["taken"].get(rule["step"]), "silent")
    facts = {record["facts"].get(name) for name in rule["needs"]} or {True}
    row = {(True,): "all", (False, True): "mixed", (False,): "none"}.get(tuple(sorted(facts - {None})), "silent")
    if None in facts and facts != {None}:
        row = "both" if False in facts else "half"
    return verdict.get(row, {}).get(step)
'''
right = {"verdict": {
    "all": {"taken": "not stopped", "left": "not stopped", "silent": "not stopped"},
    **{row: {"taken": "stopped", "left": "not stopped", "silent": "cannot know"} for row in ("mixed", "none", "both")},
    **{row: {"taken": "cannot know", "left": "not stopped", "silent": "cannot know"} for row in ("half", "silent")},
}}


def _but(**changes):
    return {"verdict": {row: cells | changes.get(row, {}) for row, cells in right["verdict"].items()}}


_open, _not = ("half", "silent"), ("mixed", "none", "both")
banked = {
    "one_gap_and_nobody_knows": _but(both={"taken": "cannot know"}),
    "one_need_is_enough": _but(**{row: dict.fromkeys(("taken", "left", "silent"), "not stopped") for row in ("mixed", "half")}),
    "silence_is_no": _but(**{row: {"taken": "stopped"} for row in _open}),
    "silence_is_yes": _but(**{row: {"taken": "not stopped", "silent": "not stopped"} for row in _open}),
    "silent_step_decides_all": _but(all={"silent": "cannot know"}),
    "silent_step_was_taken": _but(**{row: {"silent": "stopped"} for row in _not}),
    "step_not_looked_at": _but(**{row: {"left": "stopped", "silent": "stopped"} for row in _not}, **{row: {"left": "cannot know"} for row in _open}),
}

# %% task="untold"
ask = """Who asks for a warrant decides what the magistrate will know. You have the detective's facts, each with the day on which it was learnt, and the request with its
day and the facts that it tells. Which facts were known and not told? What counts is what was known by the end of that day;
what was learnt afterwards was not held back. The facts stand in the order in which they were learnt, the first in front. Say how you would make the list; it is tried on
many requests."""
fields = [
    choice("until", "A fact may stand on the list when it was learnt …", {
        "before": "before the day of the request", "by": "before that day or on it", "ever": "at any time"}),
    choice("telling", "and …", {"untold": "it was not told", "any": "whether or not it was told"}),
    choice("sorting", "The facts stand …", {"first": "in the order in which they were learnt", "last": "with those learnt last in front", "none": "in the order of the detective's notes"}),
    choice("many", "The list has …", {"all": "all such facts", "one": "the first of them: one is enough"}),
]
code = '''
def untold(known, told, day):
    inside = {"before": lambda learnt: learnt < day, "by": lambda learnt: learnt <= day, "ever": lambda learnt: True}[until]
    found = [fact for fact, learnt in known.items() if inside(learnt) and (telling == "any" or fact not in told)]
    if sorting != "none":
        found = sorted(found, key=known.get, reverse=sorting == "last")
    return found if many == "all" else found[:1]
'''
right = {"until": "by", "telling": "untold", "sorting": "first", "many": "all"}
banked = {
    "all_that_was_known": right | {"telling": "any"}, "hindsight": right | {"until": "ever"}, "in_the_order_of_the_dict": right | {"sorting": "none"},
    "latest_in_front": right | {"sorting": "last"}, "that_day_is_too_late": right | {"until": "before"}, "the_first_only": right | {"many": "one"},
}

# %% task="fraction"
ask = """Two counts are given, each with its place, its years, and whether everything of its kind was counted. One is to stand above the line and one below it. Say for each reason
against writing the fraction when it holds. It is tried on all pairs of counts."""
_reasons = {
    "top not complete": "On top, not everything was counted.", "bottom not complete": "Below, not everything was counted.",
    "places differ": "The two counts are of different places.", "years differ": "The two counts are of different years.",
}
_when = {
    "never": "never", "top": "when the count on top is not complete", "bottom": "when the count below is not complete", "neither": "when neither count is complete",
    "place": "when the places differ", "same place": "when the places are the same", "years": "when the years differ", "same years": "when the years are the same",
}
fields = [
    table("holds", "When does this reason hold?", _reasons, choice("when", "it holds", _when)),
    choice("listed", "Where several hold, you name …", {"all": "every one of them, in this order", "first": "the first: one is enough"}),
]
code = '''
def objections(top, bottom):
    same = {part: top[part] == bottom[part] for part in ("place", "years")}
    now = {"never": False, "top": not top["complete"], "bottom": not bottom["complete"], "neither": not top["complete"] and not bottom["complete"],
           "place": not same["place"], "same place": same["place"], "years": not same["years"], "same years": same["years"]}
    found = [reason for reason in ("top not complete", "bottom not complete", "places differ", "years differ") if now[holds.get(reason, "never")]]
    return found if listed == "all" else found[:1]
'''
right = {"holds": {"top not complete": "top", "bottom not complete": "bottom", "places differ": "place", "years differ": "years"}, "listed": "all"}


def _with(**changes):
    return {"holds": right["holds"] | changes, "listed": "all"}


banked = {
    "a_city_is_a_country": _with(**{"places differ": "never"}), "any_years": _with(**{"years differ": "never"}),
    "both_must_be_incomplete": _with(**{"top not complete": "neither", "bottom not complete": "neither"}),
    "known_cases_are_all_cases": _with(**{"top not complete": "never"}), "only_the_top_counts": _with(**{"bottom not complete": "never"}),
    "one_reason_is_enough": right | {"listed": "first"},
}

# %% task="whose"
ask = TEXT.split("\n", 2)[2].replace("the one that the next cell prints", "the one below")
show = [figures.chain.whole("bakery", SEED)]
