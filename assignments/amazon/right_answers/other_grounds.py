"""
why: The step lets it out since a lineup is said to be a basis beside the search. So other words of the clause speak of it too, in whatever capitals.
"""

# %% task="invent"
escape = {"who": "Police Department", "purpose": "criminal investigation", "step": "arrest after a lineup", "other_evidence": False,
          "sentence": "The Department arrests a candidate whom a shop guard then picked from a lineup; there is nothing else."}
way = "Step"
words = "Solely on the basis"

# %% task="reply"
reply_shows = "c"
could_show_misses = ["s", "q"]
