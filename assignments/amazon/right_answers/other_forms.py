"""
why: Small letters and tuples, sets and numpy's own values; another way out, another patch, and attacks on another pair.
"""

# %% task="reply"
reply_shows = " c "
could_show_misses = ("S", "Q")

# %% task="invent"
escape = {"who": "contractor", "purpose": "missing person", "step": "arrest", "other_evidence": False, "for_police": True, "vendor": "other",
          "sentence": "A private guard who searches for the police holds the first candidate at once; nothing else is known."}
way = ("who", "for_police")
words = "officer of the Department"

# %% task="patch"
import numpy as np

patch = ({"then": "no", "if": {"for_police": True, "other_evidence": np.False_, "step": ("arrest", "arrest after a lineup")}},)

# %% task="attack"
attacks = {
    "cleo": dict(who="charity", purpose="trafficking victim", for_police=True, step="arrest", other_evidence=False,
                 sentence="A charity finds and holds somebody because a detective asked it to."),
    "ada": dict(who="state agency", purpose="identity check", step="arrest after a lineup", other_evidence=False,
                sentence="A state agency arrests somebody at a counter after a clerk picked the photograph."),
}

# %% task="mend"
mended = [{"if": {"step": {"not": ["lead", "lineup"]}, "other_evidence": False, "for_police": True, "recognises": True}, "then": "no"},
          {"if": {"step": {"not": ["lead", "lineup"]}, "other_evidence": False, "who": {"not": ["person", "vendor", "research lab", "company", "charity",
                                                                                              "reseller", "contractor"]}}, "then": "no"}]
