"""
why: A word of letters, a set of fields, pandas columns of uses; patches that name a field more than they need.
"""

# %% task="reply"
reply_shows = "C"
could_show_misses = "sq"

# %% task="invent"
escape = {"who": "contractor", "for_police": True, "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
          "sentence": "A contractor's guards seize the first candidate for the police, on nothing but the search."}
way = {"who", "for_police"}
words = "No officer of the Department"

# %% task="patch"
patch = [{"if": {"who": ["contractor", "reseller"], "purpose": ["criminal investigation", "immigration enforcement"], "step": ["arrest", "arrest after a lineup"],
                 "for_police": True, "other_evidence": False}, "then": "no"}]

# %% task="attack"
import pandas as pd
attacks = pd.Series({n: {"who": "reseller", "for_police": True, "purpose": "criminal investigation", "step": "arrest", "other_evidence": False, "sentence": "A reseller's men hold the candidate until the police come, on the search alone."} for n in ("ada", "ben", "cleo")})

# %% task="mend"
mended = [{"if": {"step": ["arrest", "arrest after a lineup"], "other_evidence": False, "timing": {"not": ["live"]}}, "then": "no"},
          {"if": {"step": ["arrest", "arrest after a lineup"], "other_evidence": False, "timing": "live"}, "then": "no"}]
