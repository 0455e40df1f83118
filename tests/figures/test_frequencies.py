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


@pytest.mark.parametrize("counts", [{}, {"a": -1, "b": 3}, {"a": 6000}, dict.fromkeys("abcde", 1)])
def test_what_cannot_be_drawn_is_refused(counts):
    with pytest.raises(EvaluationError, match="icons"):
        icons(counts, "things")
