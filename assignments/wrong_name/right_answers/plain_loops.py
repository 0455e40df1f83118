"""
why: Loops, tuples for lists, and a status for each letter put in by hand.
"""

# %% task="order"
order = tuple(SIX[place] for place in (1, 4, 3, 5, 0, 2))

# %% task="status"
status = {}
for _letter, _word in zip(EIGHT, "reported|not known|alleged|reported|alleged|reported|not known|alleged".split("|")):
    status.update({_letter: _word})

# %% task="independent"
def independent(evidence, source):
    tainted, before = [source], 0
    while len(tainted) != before:
        before = len(tainted)
        for name in evidence:
            for one in evidence[name]:
                if one in tainted and name not in tainted:
                    tainted.append(name)
    return tuple(name for name in evidence if name not in tainted)

# %% task="stops"
def stops(rule, record):
    step = record["taken"].get(rule["step"])
    missing = unknown = 0
    for need in rule["needs"]:
        fact = record["facts"].get(need)
        missing += fact is False
        unknown += fact is None
    if step is False or not missing and not unknown:
        return "not stopped"
    if step is None or not missing:
        return "cannot know"
    return "stopped"

# %% task="untold"
def untold(known, told, day):
    out = []
    for when in sorted(set(known.values())):
        if when <= day:
            out += [fact for fact in known if known[fact] == when and fact not in told]
    return out

# %% task="fraction"
def objections(top, bottom):
    out = ()
    if not top["complete"]:
        out += ("top not complete",)
    if not bottom["complete"]:
        out += ("bottom not complete",)
    for what in ("place", "years"):
        if top[what] != bottom[what]:
            out += ({"place": "places differ", "years": "years differ"}[what],)
    return out
