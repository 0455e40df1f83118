"""
misconception: The use is one that the patch was written to stop.
fails: [attack]
message: "ben: The patched clause stops this use"
"""

# %% task="attack"
attacks = {
    "ada": {"who": "police department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
            "sentence": "The Department arrests whom a guard picked from a lineup; there is nothing else."},
    "ben": {"who": "sheriff's office", "purpose": "criminal investigation", "step": "arrest", "other_evidence": False,
            "sentence": "A federal agency arrests the first candidate of its search; there is nothing else."},
}
