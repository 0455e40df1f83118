"""
misconception: The numbers of this letter are typed in. They hold for no other letter and no other test.
fails: [measure]
message: "Choose on the development half"
hint: What does your function do with its arguments? It is asked about other letters too.
"""

# %% task="measure"
def measured(development, held_out, mate_distance, hours_a_week, minutes, searches, people):
    return 0.62, 2.3, 0.1, 0.3
