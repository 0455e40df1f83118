"""The figures of confidence, scales and thresholds: drawn, and told in words with the numbers they show."""

import numpy as np
import pytest

from course.evaluation import Interval, deepface_confidence, random_faces, score_pairs, similarity_0_100
from course.figures import confidence, rates


@pytest.fixture
def pairs():
    return score_pairs(random_faces(12, 3, spread=0.9))


def drawn(figure):
    assert figure.png(dpi=30).startswith(b"\x89PNG")
    return figure.alt


def test_the_confidence_curve_tells_both_sides_of_the_jump():
    distances = np.linspace(0, 0.2, 201)
    stated = deepface_confidence(distances, "Dlib", "cosine")
    alt = drawn(confidence.confidence_curve(distances, stated, 0.07))
    assert "to 51 at the threshold 0.07" in alt
    assert f"drops at once to {stated[distances > 0.07].max():.0f}" in alt


def test_bands_tell_every_count():
    alt = drawn(confidence.bands([50, 60], np.array([3, 0]), np.array([1200, 0])))
    assert "51 to 60: 3 mated and 1,200 non-mated" in alt
    assert "60 to 70: 0 mated and 0 non-mated" in alt


def test_tuning_tells_how_often_the_target_is_missed():
    alt = drawn(rates.tuning(np.array([0.01, 0.0, 0.01, 0.005]), np.array([0.02, 0.005, 0.03, 0.04]), 0.01, 10))
    assert "in 75% of the draws it is above the target" in alt


def test_intervals_tell_their_ends():
    rows = {"people": Interval(0.01, 0.002, 0.03, 0.95), "pairs": Interval(0.01, 0.009, 0.011, 0.95)}
    alt = drawn(rates.intervals(rows, truth=0.01))
    assert "people: 1.000%, from 0.200% to 3.000%" in alt
    assert "pairs: 1.000%, from 0.900% to 1.100%" in alt


def test_scales_tell_where_each_level_lies(pairs):
    scale = similarity_0_100(pairs.mated, pairs.nonmated)
    alt = drawn(confidence.scales({"ours": scale}, [80, 99], upto=1.0))
    assert f"80 at {scale.threshold_distance(80):.3f}" in alt
    assert scale.map(scale.threshold_distance(99)) == pytest.approx(99)
