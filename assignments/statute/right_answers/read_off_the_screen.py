"""
why: Numbers as somebody reads them off a page, rounded to what it shows.
"""

# %% task="dots"
mates = round(MATED * BAND_MATED / 100)
others = round((PEOPLE - MATED) * BAND_OTHERS / 100)
in_hundred = round(100 * mates / (mates + others), 1)
for_one = round(others / mates, 2)

# %% task="settings"
import numpy as np
from course import evaluation, faces
from course.recognisers import RECOGNISERS

_pairs = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")), metric=RECOGNISERS[RECOGNISER].metric)
_at = {
    "stranger": float(np.quantile(_pairs.nonmated, 0.9 * MOST_FMR / 100)),
    "owner": float(np.quantile(_pairs.mated, 1 - 0.9 * MOST_FNMR / 100)),
    "clerk": evaluation.error_curve(_pairs.mated, _pairs.nonmated).eer().threshold,
}
addresses = {who: f"file:///home/ada/site/explorer.html#recogniser={RECOGNISER}&threshold={t:.5f}&gallery=1000&group=all&prior=0.5" for who, t in _at.items()}
prices = {"stranger": round(100 * float(np.mean(_pairs.mated > _at["stranger"])), 1), "owner": round(100 * float(np.mean(_pairs.nonmated <= _at["owner"])), 1), "clerk": round(100 * float(np.mean(_pairs.nonmated <= _at["clerk"])), 1)}

# %% task="gallery"
false_matches = {name: round(1000 * int(name) / ONE_IN, 3) for name in ("100", "2000", "50000", "1000000")}
stop = [name for name in false_matches if int(name) / ONE_IN <= 0.1][-1]
mean_or_search = "B"

# %% task="tables"
test_shows = "A"
table_shows = "C"

# %% task="asks"
asks = dict(zip(["q1", "q2", "q3", "q4", "q5", "q6"], "threshold test report evidence person leave".split()))
no_law = asks["q1"]

# %% task="statute"
says = dict.fromkeys(["U86", "U88", "U91"], "allowed") | dict.fromkeys(["U85", "U87"], "forbidden") | {"U89": "it depends"}
