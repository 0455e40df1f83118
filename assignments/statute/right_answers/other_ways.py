"""
why: Other dicts, other orders, one setting that serves two people.
"""

# %% task="dots"
mates, others = MATED * BAND_MATED / 100, BAND_OTHERS / 100 * (PEOPLE - MATED)
in_hundred = 100 / (1 + others / mates)
for_one = 100 / in_hundred - 1

# %% task="settings"
import numpy as np
from course import evaluation, faces
from course.recognisers import RECOGNISERS

_pairs = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")), metric=RECOGNISERS[RECOGNISER].metric)
_at = {
    "stranger": float(np.quantile(_pairs.nonmated, 0.2 * MOST_FMR / 100)),
    "owner": float(np.quantile(_pairs.mated, 1 - 0.6 * MOST_FNMR / 100)),
    "clerk": evaluation.error_curve(_pairs.mated, _pairs.nonmated).eer().threshold,
}
addresses = {who: f"#group=all&threshold={_at[who]}&recogniser={RECOGNISER}" for who in ("clerk", "owner", "stranger")}
prices = {"stranger": 100 * float(np.mean(_pairs.mated > _at["stranger"])), "owner": 100 * float(np.mean(_pairs.nonmated <= _at["owner"])), "clerk": 100 * float(np.mean(_pairs.nonmated <= _at["clerk"]))}

# %% task="gallery"
false_matches = {name: 1000 * int(name) / ONE_IN for name in ("100", "2000", "50000", "1000000")}
stop = max((name for name in false_matches if int(name) / ONE_IN <= 0.1), key=int)
mean_or_search = "B"

# %% task="tables"
table_shows = "C"
test_shows = "A"

# %% task="asks"
asks = {"q1": "threshold", "q2": "test", "q3": "report", "q4": "evidence", "q5": "person", "q6": "leave"}
no_law = [word for word in asks.values() if word.startswith("thr")][0]

# %% task="statute"
says = {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "allowed"}
says = dict(sorted(says.items(), reverse=True))
