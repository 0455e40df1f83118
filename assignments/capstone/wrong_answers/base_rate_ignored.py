"""
misconception: The FNIR is taken over all searches, as if everybody searched for were enrolled.
fails: [year]
message: "Only those who are enrolled"
"""

# %% task="year"
def a_year(searches, enrolled, fnir, fmr, people):
    found = searches * (1 - fnir)
    missed = searches * fnir
    wrong = searches * (people - enrolled) * fmr
    return found, missed, wrong
