"""
misconception: A use that nobody meant to stop is taken for an attack.
fails: [attack]
message: "not what the clause was meant to stop"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "ben": {"who": "federal agency", "purpose": "criminal investigation", "step": "lead", "other_evidence": False,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
