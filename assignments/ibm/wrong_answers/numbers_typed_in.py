"""
misconception: The two numbers are worked out once and typed in; a row that is corrected then changes nothing.
fails: [numbers]
message: "Add the two contracts"
hint: What does your function do with `value`? It is asked about other values too.
"""

# %% task="numbers"
def two_numbers(value):
    return 55.9, 0.01
