"""
misconception: Somebody who acts for nobody is taken for a way round a rule for the state.
fails: [attack]
message: "not what the clause was meant to stop"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "ben": {"who": "person", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
