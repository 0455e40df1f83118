"""
why: Numbers of numpy, tuples and text of numpy are as good as those of Python.
"""

# %% task="dots"
import numpy as np

mates = np.float64(MATED * BAND_MATED / 100)
others = np.float32((PEOPLE - MATED) * BAND_OTHERS / 100)
in_hundred = np.float64(100) * mates / (mates + others)
for_one = np.array(others / mates)

# %% task="settings"
import numpy as np
from course import evaluation, faces
from course.recognisers import RECOGNISERS

_pairs = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")), metric=RECOGNISERS[RECOGNISER].metric)
_at = {
    "stranger": float(np.quantile(_pairs.nonmated, 0.5 * MOST_FMR / 100)),
    "owner": float(np.quantile(_pairs.mated, 1 - 0.5 * MOST_FNMR / 100)),
    "clerk": evaluation.error_curve(_pairs.mated, _pairs.nonmated).eer().threshold,
}
addresses = {who: np.str_(f"https://example.org/explorer.html#threshold={t:.6f}&group=all&recogniser={RECOGNISER}") for who, t in _at.items()}
prices = {"stranger": 100 * np.float64(np.mean(_pairs.mated > _at["stranger"])), "owner": 100 * np.float64(np.mean(_pairs.nonmated <= _at["owner"])), "clerk": 100 * np.float64(np.mean(_pairs.nonmated <= _at["clerk"]))}

# %% task="gallery"
import numpy as np

false_matches = {name: np.float64(1000 * int(name) / ONE_IN) for name in ("100", "2000", "50000", "1000000")}
stop = np.str_([name for name in false_matches if int(name) / ONE_IN <= 0.1][-1])
mean_or_search = np.str_("B")

# %% task="tables"
import numpy as np

test_shows = "A"
table_shows = "C"

# %% task="asks"
import numpy as np

asks = {name: np.str_(word) for name, word in zip(("q1", "q2", "q3", "q4", "q5", "q6"), ("threshold", "test", "report", "evidence", "person", "leave"))}
no_law = np.str_("threshold")

# %% task="statute"
import numpy as np

says = {name: np.str_(word) for name, word in {"U85": "forbidden", "U86": "allowed", "U87": "forbidden", "U88": "allowed", "U89": "it depends", "U91": "allowed"}.items()}
