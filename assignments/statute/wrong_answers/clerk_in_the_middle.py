"""
misconception: The middle between two thresholds is thought to make the errors equal.
fails: [settings]
message: "further apart than half a percentage point"
"""

# %% task="settings"
import numpy as np
from course import evaluation, faces
from course.recognisers import RECOGNISERS

_pairs = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")), metric=RECOGNISERS[RECOGNISER].metric)
_at = {
    "stranger": float(np.quantile(_pairs.nonmated, 0.8 * MOST_FMR / 100)),
    "owner": float(np.quantile(_pairs.mated, 1 - 0.8 * MOST_FNMR / 100)),
    "clerk": float(np.median(_pairs.mated)) / 2,
}
addresses = {who: f"explorer.html#recogniser={RECOGNISER}&threshold={t}&group=all" for who, t in _at.items()}
prices = {"stranger": 100 * float(np.mean(_pairs.mated > _at["stranger"])), "owner": 100 * float(np.mean(_pairs.nonmated <= _at["owner"])), "clerk": 100 * float(np.mean(_pairs.nonmated <= _at["clerk"]))}
