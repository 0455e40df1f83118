"""
why: Pattern matching and dates; values written out.
"""

# %% task="reply"
reply_shows = ' c'
could_show_misses = ['Q', 'S']

# %% task="moratorium"
import datetime

def answer(use):
    match (datetime.date.fromisoformat(use["day"]) - datetime.date(2020, 6, 10)).days, use:
        case 365, _:
            return "silent"
        case days, _ if not 0 <= days < 365:
            return "allowed"
        case (_, {"does": "looks for objects"}) | (_, {"by": "charity", "purpose": "trafficking victim" | "missing person"}):
            return "allowed"
        case _, {"maker": "Amazon", "by": "police", "does": "compares faces", "country": "US"}:
            return "stopped"
        case (_, {"maker": "Amazon", "by": "police" | "federal agency"}) | (_, {"maker": "Amazon", "for_police": True}):
            return "silent"
    return "allowed"

# %% task="invent"
escape = {'who': 'police department', 'purpose': 'criminal investigation', 'step': 'arrest after a lineup', 'other_evidence': False, 'sentence': 'The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else.'}
way = ['step']
words = 'arrest a person'

# %% task="patch"
patch = [{'if': {'by_police': True, 'step': ['arrest', 'arrest after a lineup'], 'other_evidence': False}, 'then': 'no'}]

# %% task="attack"
attacks = {'ada': {'purpose': 'criminal investigation', 'sentence': 'Somebody does with the same people what the patch forbids to another.', 'who': 'police department', 'step': 'arrest after a lineup', 'other_evidence': False}, 'ben': {'purpose': 'criminal investigation', 'sentence': 'Somebody does with the same people what the patch forbids to another.', 'who': 'federal agency', 'step': 'arrest', 'other_evidence': False}}

# %% task="mend"
mended = [{'if': {'by_government': True, 'step': ['arrest', 'arrest after a lineup'], 'other_evidence': False}, 'then': 'no'}, {'if': {'for_police': True, 'step': ['arrest', 'arrest after a lineup'], 'other_evidence': False}, 'then': 'no'}]
