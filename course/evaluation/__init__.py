"""Error rates of a face matcher, and how sure they are.

Every score is a DISTANCE: smaller means more alike, and a comparison is accepted when ``distance <= threshold``. Turn
similarities, and thresholds on them, into distances with `distance_from_similarity`.

Every function takes numbers in one way: whole numbers, signed or not, count as float64, float16 as float32; a masked array is
refused unless nothing in it is masked; truth values, complex numbers and texts are refused. A function that is given both classes
warns, or refuses, when mated distances are the larger ones.

``facesets``        embeddings with labels
``scores``          mated and non-mated distances from embeddings
``histograms``      counting distances instead of keeping them
``rates``           FMR, FNMR, DET, EER, AUC
``thresholds``      choose on a development set, report on an evaluation set
``identification``  1:N search: FPIR and FNIR, and how they grow with the gallery
``groups``          rates by group, and measures of their differences
``bootstrap``       intervals that know that pairs share people
``metric``          a small linear layer, learnt from the templates of some people
``remedies``        what a training set, a threshold policy or a normalisation does to whom, halves kept apart
``counterfactual``  the same people, one factor of the picture changed: what it does to whom
``decisions``       costs, and what a match is worth as evidence
``calibration``     DeepFace's confidence, 0-100 similarities, calibrated chances

Importing this loads none of them: each name is imported from its module when it is first used.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "checks": "DirectionWarning EvaluationError distance_from_similarity",
    "facesets": "FaceSet random_faces sample_subjects",
    "scores": "PairScores accepted_pairs count_pairs distances possible_pairs score_pairs",
    "histograms": "Bins ScoreHistogram histogram_scores",
    "rates": "EqualErrorRate ErrorCurve Points auc det_points eer error_curve fmr fnmr",
    "thresholds": "OperatingPoint ThresholdReport choose_threshold fmr_at_fnmr fnmr_at_fmr operating_point "
                  "people_behind threshold_at_fmr threshold_at_fnmr tmr_at_fmr tuned_on_few",
    "identification": "Growth Searches fnir fpir fpir_if_independent growth search",
    "groups": "GroupRates fairness_discrepancy_rate garbe gini group_rates inequity_rate max_geometric_mean_ratio "
              "max_min_ratio",
    "bootstrap": "CompleteSums Interval MatedSums PairSums RateIntervals differential_interval group_rate_statistics "
                 "mated_rate nonmated_rate "
                 "percentile_interval rate_intervals rate_statistics resample rule_of_three subject_bootstrap "
                 "wilson_interval",
    "metric": "LinearMetric learn_metric ledoit_wolf within_class_covariance",
    "remedies": "Remedied Trial weighted_threshold",
    "counterfactual": "Effect Experiment effect_difference effects",
    "decisions": "CostCurve candidate_posterior cost_curve expected_cost false_candidates posterior",
    "calibration": "IsotonicCalibration LogisticCalibration Reliability SimilarityScale calibrate "
                   "deepface_confidence deepface_constants reliability similarity_0_100",
    "course.distances": "METRICS",
    "course.recognisers": "DeepFaceConstants",
})
