import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.evaluation import (
    EvaluationError,
    calibrate,
    deepface_confidence,
    deepface_constants,
    distance_from_similarity,
    posterior,
    reliability,
    similarity_0_100,
)
from course.recognisers import RECOGNISERS

DEEPFACE = {(one.title, metric): values for one in RECOGNISERS.values() for metric, values in one.deepface.items()}


@pytest.fixture(scope="module")
def development():
    random = np.random.default_rng(0)
    return random.normal(0.4, 0.1, 1000), random.normal(0.8, 0.1, 20_000)


def test_constants_are_those_of_the_installed_deepface():
    confidence = pytest.importorskip("deepface.config.confidence").confidences
    from deepface.config.threshold import thresholds

    for (recogniser, metric), values in DEEPFACE.items():
        theirs = confidence[recogniser][metric]
        assert values == (thresholds[recogniser][metric], theirs["w"], theirs["b"], theirs["normalizer"],
                          theirs["denorm_min_true"], theirs["denorm_max_true"],
                          theirs["denorm_min_false"], theirs["denorm_max_false"])


@pytest.mark.parametrize("recogniser, metric", list(DEEPFACE))
def test_confidence_is_deepfaces_own(recogniser, metric):
    verification = pytest.importorskip("deepface.modules.verification")
    own = deepface_constants(recogniser, metric).threshold
    for threshold in (None, own / 2, own * 1.5):
        limit = own if threshold is None else threshold
        for distance in [-0.1, 0.0, 1e-9, limit, np.nextafter(limit, 9e9), 1e6, *np.linspace(0, 3 * own, 3001)]:
            theirs = verification.find_confidence(
                distance=float(distance), model_name=recogniser, distance_metric=metric, verified=distance <= limit)
            assert deepface_confidence(float(distance), recogniser, metric, threshold) == theirs


@pytest.mark.parametrize("recogniser, metric", list(DEEPFACE))
def test_many_distances_get_what_each_gets_alone(recogniser, metric):
    own = deepface_constants(recogniser, metric).threshold
    distances = np.array([-0.1, 0.0, 1e-9, own, np.nextafter(own, 9e9), 1e6, *np.random.default_rng(3).uniform(0, 3 * own, 3000)])
    for threshold in (None, own / 2):
        alone = [deepface_confidence(float(one), recogniser, metric, threshold) for one in distances]
        for many in (distances, list(distances)):
            assert deepface_confidence(many, recogniser, metric, threshold).tolist() == alone
        narrow = distances.astype(np.float32)  # as scores are kept: compared with the threshold as it is, not with its float32
        assert deepface_confidence(narrow, recogniser, metric, threshold).tolist() == \
            [deepface_confidence(float(one), recogniser, metric, threshold) for one in narrow]
    assert deepface_confidence(distances[:4].reshape(2, 2), recogniser, metric).shape == (2, 2)
    assert deepface_confidence([], recogniser, metric).size == 0


def test_the_jump_at_the_threshold():
    at, above = (deepface_confidence(distance, "Dlib", "cosine") for distance in (0.07, 0.0701))
    assert at == 51 and above < 30


def test_similarity_scale(development):
    scale = similarity_0_100(*development)
    distance = np.linspace(0, 2, 500)
    similarity = scale.map(distance)
    assert (np.diff(similarity) <= 0).all() and similarity.min() > 0 and similarity.max() <= 100
    assert (np.diff(similarity[similarity < 99.9999]) < 0).all()  # nearer 100, floating-point numbers run out
    assert scale.map(0.6) == pytest.approx(50, abs=8)  # about half way between two classes of one spread
    assert isinstance(scale.map(0.6), float)
    for threshold in (1, 50, 80, 99, 99.9):
        limit = scale.threshold_distance(threshold)
        assert scale.map(limit) == pytest.approx(threshold)
        assert np.array_equal(distance <= limit, similarity >= threshold)
    assert scale.threshold_distance(0) == np.inf and scale.threshold_distance(100) == -np.inf
    assert "1000 mated and 20000 non-mated" in scale.description and "prior of 0.5" in str(scale)


@pytest.mark.parametrize("method", ["logistic", "isotonic"])
@pytest.mark.parametrize("prior", [0.5, 0.05])
@pytest.mark.slow
def test_calibrated_chances_come_true(development, method, prior):
    model = calibrate(*development, prior=prior, method=method)
    random = np.random.default_rng(1)
    same = random.random(40_000) < prior
    distance = np.where(same, random.normal(0.4, 0.1, 40_000), random.normal(0.8, 0.1, 40_000))
    diagram = reliability(model.probability(distance), same)
    assert diagram.error < 0.01 and diagram.count.sum() == 40_000
    assert (np.diff(model.probability(np.linspace(0, 1.2, 50))) <= 1e-12).all()
    # The same evidence from another starting point.
    elsewhere = calibrate(*development, prior=0.3, method=method).probability(distance, prior=prior)
    assert reliability(elsewhere, same).error < 0.01
    # Used at the wrong prior, chances do not come true.
    wrong = calibrate(*development, prior=0.9, method=method).probability(distance)
    assert reliability(wrong, same).error > 3 * diagram.error


def test_moving_the_prior_is_bayes_rule(development):
    for method in ("logistic", "isotonic"):
        model = calibrate(*development, method=method)
        even = model.probability(np.array([0.55, 0.6, 0.62]))
        inside = (even > 0) & (even < 1)
        moved = model.probability(np.array([0.55, 0.6, 0.62]), prior=0.01)
        # At even odds, chance/(1 - chance) is the likelihood ratio; as rates: TMR = chance, FMR = 1 - chance.
        np.testing.assert_allclose(moved[inside], posterior(0.01, 1 - even[inside], 1 - even[inside]))
        assert inside.any()


def test_reliability_by_hand():
    diagram = reliability([0.05, 0.15, 0.15, 1.0], np.array([False, True, False, True]), bins=10)
    assert diagram.count.tolist() == [1, 2, 1]
    np.testing.assert_allclose(diagram.predicted, [0.05, 0.15, 1])
    np.testing.assert_allclose(diagram.observed, [0, 0.5, 1])
    assert diagram.error == pytest.approx((0.05 + 2 * 0.35) / 4)
    assert diagram.brier == pytest.approx((0.05**2 + 0.85**2 + 0.15**2) / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40), st.integers(1, 20))
def test_reliability_bounds(drawn, bins):
    chance, same = (np.array(column) for column in zip(*drawn, strict=True))
    diagram = reliability(chance, same, bins)
    assert diagram.count.sum() == len(chance) and (diagram.count > 0).all()
    assert 0 <= diagram.error <= 1 and 0 <= diagram.brier <= 1
    assert np.average(diagram.observed, weights=diagram.count) == pytest.approx(same.mean())


def test_clear_errors(development):
    mated, nonmated = development
    with pytest.raises(EvaluationError, match="choose one of Dlib cosine"):
        deepface_confidence(0.1, "VGG-Face", "cosine")
    with pytest.raises(EvaluationError, match="Were these similarities"):
        similarity_0_100(*map(distance_from_similarity, development))
    with pytest.raises(EvaluationError, match="choose logistic or isotonic"):
        calibrate(mated, nonmated, method="magic")
    for prior in (0, 1):
        with pytest.raises(EvaluationError, match="prior"):
            calibrate(mated, nonmated, prior=prior)
    with pytest.raises(EvaluationError, match="prior"):
        calibrate(mated, nonmated).probability(0.5, prior=0)
    with pytest.raises(EvaluationError, match="no mated"):
        calibrate([], nonmated)
    with pytest.raises(EvaluationError, match="infinite"):
        calibrate([0.1, np.inf], nonmated)
    with pytest.raises(EvaluationError, match="All distances are equal"):
        calibrate([0.5], [0.5])
    with pytest.raises(EvaluationError, match="divided by 100"):
        reliability([99.0], np.array([True]))
    with pytest.raises(EvaluationError, match="similarity"):
        similarity_0_100(mated, nonmated).threshold_distance(101)
    with pytest.raises(EvaluationError, match="True/False"):
        reliability([0.5], np.array([1]))
