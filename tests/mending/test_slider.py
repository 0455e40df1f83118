import base64
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from PIL import Image

from course import faces, mending
from course.mending import grid, shown
from course.mending.widget import Mending
from course.recognisers import RECOGNISERS


def test_the_rows_are_those_of_the_grid(slider_data):
    table = grid.measured()
    for name, one in slider_data["recognisers"].items():
        assert len(one["rows"]) == len(grid.compositions())
        for counts in grid.compositions()[:: len(grid.compositions()) // 7]:
            kept, sent = grid.at(table, name, **counts), one["rows"][shown.key_of(counts)]
            for rate in grid.RATES:
                for i, group in enumerate(grid.GROUPS):
                    assert sent[rate][i] == pytest.approx([kept[f"{rate}_{group}{end}"] for end in grid.ENDS], rel=1e-3)
    json.dumps(slider_data, allow_nan=False)


def test_faces_are_the_people_in_the_order_in_which_they_are_taken(slider_data):
    """The first ten shown are the ten in the training set, ten and ten of each sex, all of the development half."""
    trial = grid.trial("dlib")
    images = faces.load(role="known").images.set_index("image")
    for group in slider_data["groups"]:
        people = images.loc[group["people"]]
        assert list(people.subject) == list(trial.order[group["key"]])
        assert set(people.split) == {"development"}
        assert set(people.target) == {group["key"]}
        for count in grid.LEVELS[1:]:
            assert set(people.subject[:count]) == set(trial.training_set({group["key"]: count}))
            assert (people.sex[:count] == "female").sum() == count / 2
    for entry in slider_data["images"].values():
        assert entry["alt"].startswith("a rendered")
        assert max(Image.open(io.BytesIO(base64.b64decode(entry["src"].split(",")[1]))).size) == shown.THUMBNAIL


def test_it_is_small_enough_to_send(slider_data):
    assert len(json.dumps(slider_data)) < 700_000


def test_a_recogniser_that_was_not_measured_is_refused():
    for wanted in (("facenet",), ()):
        with pytest.raises(mending.MendingError, match="There is no measurement of"):
            mending.data(wanted)


def test_every_recogniser_that_was_measured_is_shown(monkeypatch):
    table = grid.measured()
    third = table[table.recogniser == "sface"].assign(recogniser="third")
    monkeypatch.setattr(grid, "measured", lambda: pd.concat([table, third]))
    assert list(mending.data()["recognisers"]) == list(RECOGNISERS), "a row without a record is nothing that can be shown"
    monkeypatch.setitem(RECOGNISERS, "third", replace(RECOGNISERS["sface"], name="third", title="Third"))
    assert mending.data()["recognisers"]["third"]["label"] == "Third"


def test_the_page_is_one_file(slider_data, tmp_path):
    path = mending.page(tmp_path / "deep" / "mended.html", slider_data)
    text = path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["mended.html"]
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    hostile = json.loads(json.dumps(slider_data))
    hostile["groups"][0]["label"] = "</script><script>alert(1)</script>"
    assert "<script>alert" not in mending.page(tmp_path / "hostile.html", hostile).read_text()


# ---- the widget ------------------------------------------------------------------------------------------------------


def test_it_begins_with_templates_as_delivered(slider_data):
    slider = mending.mending(slider_data)
    assert slider.counts == {"african": 0, "asian": 0, "european": 0}
    assert slider.rates()["fnmr_all"][0] == pytest.approx(grid.at(grid.measured(), "dlib").fnmr_all, rel=1e-3)
    slider.counts = {"african": 60, "asian": 0, "european": 0}
    assert slider.rates()["fmr"][0][0] < 1e-4


@pytest.mark.parametrize(("state", "words"), [
    ({"recogniser": "nope"}, "no recogniser 'nope'.*dlib, sface"),
    ({"counts": {"african": 7}}, "7 people of the group african were not measured"),
    ({"counts": {"martian": 10}}, "no group 'martian'"),
    ({"tabel": True}, "no setting 'tabel'"),
])
def test_a_state_that_was_not_measured_is_refused(slider_data, state, words):
    with pytest.raises(mending.MendingError, match=words):
        mending.mending(slider_data, **state)


def test_setting_it_is_checked_too(slider_data):
    slider = Mending(slider_data)
    with pytest.raises(mending.MendingError, match="Give a number for each"):
        slider.counts = {"african": 20}
    assert slider.counts["african"] == 0


def test_words_and_the_page_stand_where_no_widget_can(slider_data):
    bundle = mending.mending(slider_data, counts={"asian": 20})._repr_mimebundle_()
    bundle = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "20 with the Asian target" in bundle["text/html"]
    assert 'data-page="mended.html"' in bundle["text/html"]
