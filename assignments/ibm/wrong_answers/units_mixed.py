"""
misconception: A value in millions is divided by one that is not.
fails: [numbers]
message: "mind the millions"
"""

# %% task="numbers"
contracts_total = claim("C14").numbers[0] + claim("C12").numbers[0]
share_of_pool = claim("C08").numbers[0] / claim("C11").numbers[0]
