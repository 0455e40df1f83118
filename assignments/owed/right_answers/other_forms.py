"""
why: Numpy's text and truth values, tuples for lists, dicts in another order, an argument taken from the class.
"""

# %% task="flow"
flow_before = {"terms": "needed for a card", "what": "a photograph", "receiver": "the card office", "about": "the student", "sender": "the student"}
flow_after = dict(sender="the card office", about="the student", receiver="a firm at the exam hall", what="a template", terms="told at the door")


def changed(before, after):
    import numpy as np

    order = np.array(["sender", "about", "receiver", "what", "terms"])
    return order[[before[part] != after[part] for part in order]]

# %% task="perfect"
left = {f"o{number}": value for number, value in enumerate("dies power consequences context dies rights procedure dies".split(), 1)}
mine = {"text": "Even an accurate list lets those who keep it decide who may walk into this shop, and somebody who was fifteen then is kept out at thirty.",
        "lens": "power", "who": "a grown man who stole sweets at fifteen"}

# %% task="anatomy"
parts = {"s8": "concedes", "s7": "reply", "s6": "objection", "s5": "value", "s4": "also", "s3": "warrant", "s2": "claim", "s1": "fact"}
unsaid = "B"

# %% task="principle"
def principle(use):
    import numpy as np

    return np.bool_(use["by_government"] and use["timing"] == "live" and use["public_space"] is True)


hard = "U66"
why = "An abducted child is looked for, and a judge has agreed to it beforehand, so that the search can be answered for."
choice = "give up"

# %% task="sides"
from dataclasses import asdict

for_it = asdict(Argument(
    claim="To find the man by the cameras was all right.",
    grounds=(("His demonstration used an object that is quickly put up.", "L06"), ("Rules that bind everybody should be kept by everybody.", "value")),
    warrant="Whoever keeps order may use any lawful means that is at hand, as long as it is used for all who break the rule.",
    also="It also allows cameras against people who smoke at the platform's end, which seems too much to me.",
    objection="Means change what a rule is: nobody would have sent an officer to each station for a piece of cardboard.",
    hits="grounds",
    reply="That a thing was not worth an officer's day does not make it allowed; parking is enforced by cameras, too, and nobody mourns.",
    concedes="Had others with other banners been left alone, I would take it back.",
))
against_it = asdict(Argument(
    claim="To find the man by the cameras was not all right.",
    grounds=(("Such use can have a chilling effect on peaceful protesters.", "L04"), ("Nobody should fear the way home.", "value")),
    warrant="Nobody may be tracked through a city for something that harmed no one, whoever wishes to know where they are.",
    also="It would spare a man who skips his fares from being tracked, and honest riders pay for that.",
    objection="A city that cannot find those who ignore its orders has none; small orders are where people learn to keep great ones.",
    hits="warrant",
    reply="Letters find people. What tracking adds is not order but the certainty of being seen, and that falls on all who ride.",
    concedes="If letters had been tried and been laughed at, my principle would need an exception.",
))

# %% task="critique"
faults = dict(sorted({"m7": "turned", "m5": "law", "m2": "search", "m4": "row"}.items()))
