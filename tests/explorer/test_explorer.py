import base64
import io
import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from course import explorer, faces, paths
from course.errors import CourseError
from course.evaluation.bootstrap import mated_rate, nonmated_rate, subject_bootstrap
from course.evaluation.groups import group_rates
from course.evaluation.rates import fmr, fnmr
from course.evaluation.scores import FaceSet, distances, random_faces, score_pairs
from course.explorer import counts
from course.explorer.widget import Explorer


@pytest.fixture
def scores(invented_cast):
    return score_pairs(FaceSet.of(faces.embeddings("dlib", "known", "evaluation"), ["target", "sex"]), metric="euclidean")


def rates(counts, place):
    return counts["nonmated"][place] / counts["nonmated"][-1], 1 - counts["mated"][place] / counts["mated"][-1]


def test_counts_give_the_rates_of_the_evaluation(explorer_data, scores):
    one = explorer_data["recognisers"]["dlib"]
    for place in range(0, len(one["thresholds"]), 97):
        threshold = one["thresholds"][place]
        assert rates(one["groups"]["all"], place) == pytest.approx((fmr(scores.nonmated, threshold), fnmr(scores.mated, threshold)))
        by_group = group_rates(scores, np.float32(threshold))
        for i, group in enumerate(by_group.groups):
            expected = by_group.fmr[i], by_group.fnmr[i]
            assert rates(one["groups"][counts.key_of(group)], place) == pytest.approx(expected)


def test_intervals_are_those_of_the_subject_bootstrap(explorer_data, scores):
    one = explorer_data["recognisers"]["dlib"]
    intervals = one["intervals"]
    place = int(np.searchsorted(intervals["thresholds"], np.quantile(scores.mated, 0.8)))
    threshold = np.float32(intervals["thresholds"][place])
    count = len(scores.subject_names)
    statistics = {
        "fmr": nonmated_rate(*scores.subjects_of(scores.nonmated_rows).T, scores.nonmated <= threshold, count),
        "fnmr": mated_rate(scores.subjects_of(scores.mated_rows)[:, 0], scores.mated > threshold, count),
    }
    for name, statistic in statistics.items():
        expected = subject_bootstrap(statistic, count, replicates=200, matrix=True)
        low, high = intervals["groups"]["all"][name]
        assert (low[place], high[place]) == pytest.approx((expected.low, expected.high), rel=1e-3)
        assert 0 <= low[place] < high[place]


def test_intervals_of_a_group_hold_its_rate(explorer_data):
    """Where errors are seen, nearly all rates lie in their interval: it is for that group, not for another."""
    one = explorer_data["recognisers"]["sface"]
    intervals = one["intervals"]
    places = np.searchsorted(one["thresholds"], intervals["thresholds"])
    for group, found in intervals["groups"].items():
        measured = np.array([rates(one["groups"][group], place)[0] for place in places])
        low, high = np.array(found["fmr"])
        some = (measured > 0) & (measured < 1)
        assert some.any()
        assert ((low <= measured) & (measured <= high))[some].mean() > 0.98


@given(st.floats(0.01, 500))
@settings(max_examples=200, deadline=None)
def test_thresholds_are_round_and_many_enough(largest):
    step, edges = counts.thresholds(largest)
    assert f"{step:e}"[0] in "125"
    assert float(f"{step:e}".split("e")[0]) in (1, 2, 5)
    assert len(edges) > counts.LEAST_BINS
    assert edges[0] == 0
    assert edges[-1] >= largest
    assert np.allclose(np.diff(edges), step)


def test_a_threshold_written_with_two_digits_is_exact(explorer_data):
    assert 0.44 in explorer_data["recognisers"]["dlib"]["thresholds"]


@pytest.mark.parametrize("largest", [0, -1, float("inf"), float("nan")])
def test_no_thresholds_up_to_nothing(largest):
    with pytest.raises(explorer.ExplorerError, match="largest distance"):
        counts.thresholds(largest)


def test_pairs_are_the_closest_of_different_people(explorer_data, scores):
    embeddings = faces.embeddings("dlib", "known", "evaluation")
    row = dict(zip(embeddings.table.image, range(len(embeddings)), strict=True))
    subject = dict(zip(embeddings.table.image, embeddings.table.subject, strict=True))
    pairs = explorer_data["recognisers"]["dlib"]["pairs"]
    assert 40 <= len(pairs) <= 60
    for pair in pairs:
        a, b = pair["images"]
        apart = distances(embeddings.vectors[row[a]], embeddings.vectors[row[b]], "euclidean")[0, 0]
        assert pair["distance"] == pytest.approx(apart, rel=1e-4)
        assert subject[a] != subject[b]
    shown = [pair["distance"] for pair in pairs]
    assert shown == sorted(shown)
    assert shown[0] == pytest.approx(scores.nonmated.min(), rel=1e-5)
    assert shown[-1] < np.quantile(scores.nonmated, counts.WIDEST + 0.01)
    together = {frozenset(subject[image] for image in pair["images"]) for pair in pairs}
    assert len(together) == len(pairs)
    for key in explorer_data["recognisers"]["dlib"]["groups"]:
        if key != "all":
            assert sum(pair["group"] == key for pair in pairs) >= 2


@given(st.integers(0, 100_000), st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_ranks_are_spread(size, count):
    ranks = counts._spread(size, count)
    assert len(ranks) == len(set(ranks)) == min(size, count)
    if size:
        assert ranks[0] == 0
        assert ranks[-1] < size


def test_every_face_shown_is_there_with_words(explorer_data):
    wanted = {image for one in explorer_data["recognisers"].values() for pair in one["pairs"] for image in pair["images"]}
    assert wanted == set(explorer_data["images"])
    for entry in explorer_data["images"].values():
        assert len(entry["alt"].split()) > 4
        picture = Image.open(io.BytesIO(base64.b64decode(entry["src"].split(",")[1])))
        assert max(picture.size) == counts.THUMBNAIL


def test_a_picture_that_is_not_on_the_disk_is_said_to_be_missing(invented, monkeypatch, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(invented, folder)
    monkeypatch.setattr(paths, "DATA", folder)
    cast = faces.load(role="known", split="evaluation")
    image = cast.images.image.iloc[0]
    cast.path(image).unlink()
    assert counts.thumbnails(cast, [image])[image]["src"] is None


def test_what_is_computed_is_kept_until_the_embeddings_change(invented, monkeypatch, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(invented, folder)
    monkeypatch.setattr(paths, "DATA", folder)
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    asked = []
    measure = counts.measure
    monkeypatch.setattr(counts, "measure", lambda *a, **k: asked.append(1) or measure(*a, **k))
    first = explorer.data(["dlib"], replicates=20)
    assert explorer.data(["dlib"], replicates=20) == first
    assert len(asked) == 1
    vectors = np.load(folder / "embeddings" / "dlib.npy")
    np.save(folder / "embeddings" / "dlib.npy", vectors[:, ::-1] * 1.5)
    assert explorer.data(["dlib"], replicates=20) != first
    assert len(asked) == 2
    kept = sorted((tmp_path / "cache" / "explorer").iterdir())
    assert [path.suffix for path in kept] == [".json", ".json"]
    kept[0].write_text(kept[0].read_text()[:100])  # as a full disk leaves it
    kept[1].write_text(kept[1].read_text()[:100])
    explorer.data(["dlib"], replicates=20)
    assert len(asked) == 3


def test_bad_requests_are_named(invented_cast):
    with pytest.raises(explorer.ExplorerError, match="No recogniser"):
        explorer.data([])
    with pytest.raises(explorer.ExplorerError, match="metric of dlib is 'manhattan'"):
        explorer.data(["dlib"], metrics={"dlib": "manhattan"})
    with pytest.raises(CourseError, match="unknown recogniser"):
        explorer.data(["nobody"])
    one = random_faces(1, 5, groups=["a"])
    with pytest.raises(explorer.ExplorerError, match="0 non-mated"):
        counts.measure(one, "cosine", images=list("abcde"))


def test_a_group_of_one_person_has_no_fmr():
    two = random_faces(5, 3, groups=["a", "b", "a", "a", "a"])
    groups = np.where(two.subjects == two.subjects[0], "alone", "others")
    found = counts.measure(FaceSet(two.vectors, two.subjects, groups), "cosine", images=[str(i) for i in range(15)], replicates=20)
    assert found["groups"]["alone"]["nonmated"][-1] == 0
    assert found["intervals"]["groups"]["alone"]["fmr"] is None
    assert found["intervals"]["groups"]["alone"]["fnmr"] is not None
    json.dumps(found, allow_nan=False)


def test_the_page_is_one_file(explorer_data, tmp_path):
    path = explorer.page(tmp_path / "deep" / "explorer.html", explorer_data)
    text = path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["explorer.html"]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert " src=" not in text.split("<script type=\"application/json\"")[0]
    assert "import " not in explorer.page.__globals__["MODULE"]


def test_no_text_in_the_data_ends_the_script(explorer_data, tmp_path):
    hostile = json.loads(json.dumps(explorer_data))
    hostile["groups"][0]["label"] = "</script><script>alert(1)</script>"
    text = explorer.page(tmp_path / "explorer.html", hostile).read_text()
    assert "<script>alert" not in text
    start = text.index('id="explorer-data">') + len('id="explorer-data">')
    assert json.loads(text[start : text.index("</script>", start)]) == hostile


# ---- the widget ----------------------------------------------------------------------------------------------------


def test_the_widget_begins_at_the_default_threshold(explorer_data):
    picture = Explorer(explorer_data)
    assert (picture.recogniser, picture.threshold, picture.group) == ("dlib", 0.6, "all")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"recogniser": "nope"}, "no recogniser 'nope'.*dlib, sface"),
        ({"group": "nope"}, "no group 'nope'.*all"),
        ({"gallery": 0}, "gallery is 0"),
        ({"prior": 1.5}, "prior is 1.5"),
        ({"searches": -1}, "searches is -1"),
        ({"threshold": 99.0}, "threshold is 99.0"),
        ({"threshold": -0.1}, "threshold is -0.1"),
        ({"parts": ["nope"]}, "no part 'nope'.*search, groups"),
        ({"galery": 3}, "no setting 'galery'"),
    ],
)
def test_a_state_that_cannot_be_shown_is_refused(explorer_data, state, words):
    with pytest.raises(explorer.ExplorerError, match=words):
        explorer.explorer(explorer_data, **state)
    name, value = next(iter(state.items()))
    if name not in ("galery", "parts"):
        picture = Explorer(explorer_data)
        before = getattr(picture, name)
        with pytest.raises(explorer.ExplorerError, match=words):
            setattr(picture, name, value)
        assert getattr(picture, name) == before


def test_another_recogniser_brings_its_own_threshold(explorer_data):
    picture = Explorer(explorer_data, recogniser="dlib", threshold=0.4)
    assert picture.threshold == 0.4
    picture.recogniser = "sface"
    assert picture.threshold == explorer_data["recognisers"]["sface"]["default"]


@pytest.mark.parametrize(("parts", "count"), [([], 1), (["search"], 4), (["groups"], 2), (["search", "groups"], 5)])
def test_only_the_controls_of_what_is_shown_are_there(explorer_data, parts, count):
    assert len(explorer.explorer(explorer_data, parts=parts).children[0].children) == count


def test_the_controls_move_the_picture_and_follow_it(explorer_data):
    box = explorer.explorer(explorer_data, gallery=25_000)
    recogniser, group, gallery, searches, prior = box.children[0].children
    recogniser.value, group.value = "sface", "asian-male"
    assert (box.explorer.recogniser, box.explorer.group) == ("sface", "asian-male")
    box.explorer.group = "all"
    assert group.value == "all"
    assert [one.value for one in (gallery, searches, prior)] == [25_000, 1000, 0.5]
    for one, name in ((gallery, "gallery"), (searches, "searches"), (prior, "prior")):
        assert one.link.source == (box.explorer, name)
        assert one.link.target == (one, "value")


def test_words_stand_where_no_widget_can(explorer_data):
    bundle = explorer.explorer(explorer_data)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "0.6 of dlib" in bundle["text/html"]


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.float16, float])
def test_numbers_of_numpy_are_taken_as_the_courses_own_distances_are(explorer_data, kind):
    """What ``score_pairs`` gives is float32: it may be passed on, and set later."""
    picture = Explorer(explorer_data, threshold=kind(0.25), gallery=np.int64(50), prior=np.float32(0.5), searches=np.uint16(7))
    assert (picture.threshold, picture.gallery, picture.prior, picture.searches) == (0.25, 50, 0.5, 7)
    assert type(picture.threshold) is float and type(picture.gallery) is int  # what the browser is sent is plain
    picture.threshold = np.median(score_pairs(random_faces(5, 3)).mated) * 0 + np.float32(0.125)
    assert picture.threshold == 0.125
    with pytest.raises(explorer.ExplorerError, match="threshold"):
        picture.threshold = np.float32(-1)


def test_the_words_beside_the_readmes_picture_are_the_casts():
    told = explorer.data(recognisers=("dlib",))["recognisers"]["dlib"]
    place = int(np.argmin(np.abs(np.asarray(told["thresholds"]) - 0.43)))
    accepted, missed = rates(told["groups"]["all"], place)
    right = 500 * (1 - missed)  # of 1,000 searches in a gallery of 1,000, half with a mate
    flags = right + (500 * 999 + 500 * 1000) * accepted
    words = " ".join((paths.ROOT / "README.md").read_text(encoding="utf-8").split())
    for due in (f"{accepted:.1%} of the pairs of two people", f"{missed:.1%} of the pairs of one person", f"about 1 in {flags / right:.0f} names the right person"):
        assert due in words, f"README: {due}. Run `python -m tests.browser.readme_picture` and say what it shows."
