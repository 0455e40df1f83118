import pytest

from course.evaluation import EvaluationError
from course.figures.frequencies import icons


def test_every_one_is_a_mark():
    figure = icons({"right": 8.4, "wrong": 441}, "names on lists")
    axis = figure.drawing.axes[0]
    assert [len(line.get_xdata()) for line in axis.lines] == [8, 441]
    places = {(x, y) for line in axis.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    assert len(places) == 449, "no mark covers another"
    assert len({line.get_marker() for line in axis.lines}) == 2, "told apart by more than colour"
    assert "8 right, 441 wrong" in figure.alt
    figure.png()


def test_a_crowd_is_no_tower():
    """On a slide or a screen it is seen whole, and its legend can be read."""
    width, height = icons({"right": 9, "wrong": 4900}, "names").drawing.get_size_inches()
    assert height < 0.75 * width


@pytest.mark.parametrize("counts", [{}, {"a": -1, "b": 3}, {"a": 6000}, dict.fromkeys("abcde", 1)])
def test_what_cannot_be_drawn_is_refused(counts):
    with pytest.raises(EvaluationError, match="icons"):
        icons(counts, "things")
