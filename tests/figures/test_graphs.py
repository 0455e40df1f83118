"""Figures of what comes from what."""

import pytest

from course.errors import CourseError
from course.figures import graphs

ARROWS = [("target", "skin"), ("target", "head"), ("skin", "distance"), ("head", "distance")]


def test_depth_is_the_longest_way():
    assert graphs.depths([("a", "b"), ("b", "c"), ("a", "c")]) == {"a": 0, "b": 1, "c": 2}


def test_the_arrow_into_what_is_changed_is_gone_on_the_right():
    figure = graphs.causes(ARROWS, changed="skin", asked=("skin", "distance"), titles=("found", "changed"))
    left, right = figure.drawing.axes
    arrows = [sum(type(one).__name__ == "FancyArrowPatch" for one in axis.patches) for axis in (left, right)]
    assert arrows == [4, 3]
    assert "skin is set by us" in figure.alt and "question mark" in figure.alt


@pytest.mark.parametrize(("arrows", "changed", "asked", "says"), [
    (ARROWS, "target", ("skin", "distance"), "nothing leads to 'target'"),
    (ARROWS, "skin", ("distance", "skin"), "none of the arrows"),
    ([("a", "b"), ("b", "a")], "a", ("a", "b"), "circle: a, b"),
    ([], "a", ("a", "b"), "no arrow"),
])
def test_what_makes_no_picture_is_named(arrows, changed, asked, says):
    with pytest.raises(CourseError, match=says):
        graphs.causes(arrows, changed, asked, ("one", "two"))


def test_a_flow_says_who_decides():
    figure = graphs.flow([("a photograph is taken", "the photographer"), ("a model is trained", "whoever has the set")])
    assert "2. a model is trained (decided by: whoever has the set)" in figure.alt
    with pytest.raises(CourseError, match="two steps"):
        graphs.flow([("one", "nobody")])


def test_wordings_run_to_the_next_one_and_tell_narrow_from_wide_by_more_than_colour():
    figure = graphs.wordings({"post": [("2020-06-10", "police use", False), ("2021", "until further notice", False)],
                              "terms": [("2024-01", "face comparison", True)]}, until="2025")
    bars = figure.drawing.axes[0].patches
    assert [bool(bar.get_hatch()) for bar in bars] == [False, False, True]
    assert bars[0].get_x() + bars[0].get_width() == bars[1].get_x()
    assert "from January 2024: “face comparison”, the narrower words" in figure.alt
