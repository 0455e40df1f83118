"""
misconception: Other evidence is there, and so nothing is done on the search alone.
fails: [attack]
message: "not what the clause was meant to stop"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "ben": {"who": "federal agency", "purpose": "criminal investigation", "step": "arrest", "other_evidence": True,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
