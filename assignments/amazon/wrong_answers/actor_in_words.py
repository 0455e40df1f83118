"""
misconception: The actor of an attack is described in words of its own.
fails: [attack]
message: "who may be"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "ben": {"who": "the FBI", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
