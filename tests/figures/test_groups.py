"""The figures of groups: drawn, and told in words with the numbers they show."""

import numpy as np
import pytest

from course import faces
from course.evaluation import Experiment, effects, group_rates, random_faces, score_pairs
from course.figures import groups


def drawn(figure):
    assert figure.png(dpi=30).startswith(b"\x89PNG")
    return figure.alt


@pytest.fixture(scope="module")
def scores():
    return score_pairs(random_faces(24, 3, spread=0.9, groups=["one", "two"]))


def test_the_matrix_tells_both_kinds_of_pairs(scores):
    rates = group_rates(scores, float(np.quantile(scores.nonmated, 0.1)))
    alt = drawn(groups.matrix(rates))
    assert f"one {100 * rates.fmr[0]:.{1 if rates.fmr[0] >= 0.1 else 2}g}"[:5] in alt and "Across groups it is at most" in alt
    assert "not measured" not in alt
    assert "Within the groups" in drawn(groups.matrix(group_rates(scores, -1.0)))  # no error anywhere


def test_curves_tell_the_rate_at_the_threshold(scores):
    alt = drawn(groups.fmr_curves({"a": scores.nonmated, "b": scores.nonmated + 9}, float(np.median(scores.nonmated))))
    assert "a 50" in alt and "b 0%" in alt


def test_shrinking_tells_every_interval():
    assert "3 people: 0%, from 0% to 100%" in drawn(groups.shrinking([3, 6], [0, 0.01], [1, 0.3], [0, 0.1], "one"))


def test_settings_in_words():
    assert groups.setting_name("yaw", 2, "20.0") == "head turned 20°"
    assert groups.setting_name("exposure", 0, "-2.0") == "exposure: -2 stops"
    assert groups.setting_name("skin", 4) == "skin: darkest"
    assert groups.setting_name("beard", 1, "full") == "full beard"
    assert groups.setting_name("moustache", 1) == "moustache 1"


def test_effects_and_pictures_of_the_counterfactual_set():
    cast = faces.counterfactuals()
    subject = cast.images.subject.iloc[0]
    alt = drawn(groups.ladder(cast, subject, ["blur", "skin"]))
    assert subject in alt and "plain picture" in alt and "skin: darkest" in alt and "glasses" not in alt
    experiment = Experiment.of(faces.counterfactual_embeddings("dlib"), faces.embeddings("dlib", role="known"))
    found = effects(experiment, 0.07, factors=["blur"], replicates=20)
    for measure in ("mated", "nonmated", "rejected"):
        alt = drawn(groups.effect_dots(found, measure, groups=list(np.unique(experiment.groups))))
        assert "blur: 3 px" in alt
