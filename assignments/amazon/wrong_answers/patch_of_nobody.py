"""
misconception: A patch is attacked that is not among the three.
fails: [attack]
message: "those of ada, ben and cleo"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "dora": {"who": "federal agency", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
