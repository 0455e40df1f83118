"""
why: Conditions inside each other; tuples for lists; a letter in lower case.
"""

# %% task="reply"
reply_shows = 'c'
could_show_misses = ('Q', 'S',)

# %% task="moratorium"
def answer(use):
    day = use["day"]
    if day < "2020-06-10" or day > "2021-06-10":
        return "allowed"
    if day == "2021-06-10":
        return "silent"
    if use["maker"] == "Amazon":
        if use["does"] != "looks for objects":
            if use["by"] == "charity":
                if use["purpose"] == "missing person" or use["purpose"] == "trafficking victim":
                    return "allowed"
            if use["by"] == "police":
                if use["does"] == "compares faces" and use["country"] == "US":
                    return "stopped"
                return "silent"
            if use["by"] == "federal agency" or use["for_police"]:
                return "silent"
    return "allowed"

# %% task="invent"
escape = {'who': 'police department', 'purpose': 'criminal investigation', 'step': 'arrest after a lineup', 'other_evidence': False, 'sentence': 'The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else.'}
way = ('step',)
words = 'arrest a person'

# %% task="patch"
patch = ({'if': {'by_police': True, 'step': ('arrest', 'arrest after a lineup',), 'other_evidence': False}, 'then': 'no'},)

# %% task="attack"
attacks = {'ada': {'purpose': 'criminal investigation', 'sentence': 'Somebody does with the same people what the patch forbids to another.', 'who': 'police department', 'step': 'arrest after a lineup', 'other_evidence': False}, 'ben': {'purpose': 'criminal investigation', 'sentence': 'Somebody does with the same people what the patch forbids to another.', 'who': 'federal agency', 'step': 'arrest', 'other_evidence': False}}

# %% task="mend"
mended = ({'if': {'by_government': True, 'step': ('arrest', 'arrest after a lineup',), 'other_evidence': False}, 'then': 'no'}, {'if': {'for_police': True, 'step': ('arrest', 'arrest after a lineup',), 'other_evidence': False}, 'then': 'no'},)
