"""
misconception: A threshold of one recogniser is thought to be one of the other.
fails: [settings]
message: "another recogniser"
"""

# %% task="settings"
import numpy as np
from course import evaluation, faces
from course.recognisers import RECOGNISERS

_pairs = evaluation.score_pairs(evaluation.FaceSet.of(faces.embeddings(RECOGNISER, role="known", split="evaluation")), metric=RECOGNISERS[RECOGNISER].metric)
_at = {
    "stranger": float(np.quantile(_pairs.nonmated, 0.8 * MOST_FMR / 100)),
    "owner": float(np.quantile(_pairs.mated, 1 - 0.8 * MOST_FNMR / 100)),
    "clerk": evaluation.error_curve(_pairs.mated, _pairs.nonmated).eer().threshold,
}
addresses = {who: "explorer.html#recogniser=" + {"sface": "dlib", "dlib": "sface"}[RECOGNISER] + f"&threshold={t}&group=all" for who, t in _at.items()}
prices = {"stranger": 100 * float(np.mean(_pairs.mated > _at["stranger"])), "owner": 100 * float(np.mean(_pairs.nonmated <= _at["owner"])), "clerk": 100 * float(np.mean(_pairs.nonmated <= _at["clerk"]))}
