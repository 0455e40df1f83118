"""
why: The letters as one word; a member of an enum for a word.
"""

# %% task="order"
order = "".join(SIX[i] for i in (1, 4, 3, 5, 0, 2)).lower()

# %% task="stops"
import enum
class Verdict(str, enum.Enum):
    YES = "stopped"; NO = "not stopped"; OPEN = "cannot know"
def stops(rule, record):
    possible = set()
    for taken in ({record["taken"][rule["step"]]} if record["taken"].get(rule["step"]) is not None else {True, False}):
        known = [record["facts"].get(n) for n in rule["needs"]]
        outcomes = {False} if False in known else ({True, False} if None in known else {True})
        for ok in outcomes:
            possible.add(taken and not ok)
    return Verdict.OPEN if len(possible) == 2 else (Verdict.YES if True in possible else Verdict.NO)
