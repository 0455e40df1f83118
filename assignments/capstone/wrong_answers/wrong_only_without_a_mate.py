"""
misconception: Wrong names are counted only in searches for people who are not enrolled.
fails: [year]
message: "Every search can name others"
"""

# %% task="year"
def a_year(searches, enrolled, fnir, fmr, people):
    found = searches * enrolled * (1 - fnir)
    missed = searches * enrolled * fnir
    wrong = searches * (1 - enrolled) * people * fmr
    return found, missed, wrong
