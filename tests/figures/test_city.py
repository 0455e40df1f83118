import numpy as np
import pytest

from course.figures import city


def test_the_budget_is_told_with_what_each_set_of_people_gives_at_the_threshold():
    thresholds = np.linspace(0, 1, 11)
    figure = city.budget(thresholds, {"people to choose on": 10 * thresholds, "other people": 20 * thresholds},
                                   1 - thresholds, most=3.0, chosen=0.3)
    assert "3.00 on the people to choose on and 6.00 on the other people" in figure.alt
    assert "70.0% are missed" in figure.alt
    above, below = figure.drawing.axes
    assert [line.get_xdata()[0] for axis in (above, below) for line in axis.lines if len(set(line.get_xdata())) == 1] == [0.3, 0.3]
    figure.png()


def test_the_longest_bar_is_on_top_and_guesses_are_hatched():
    ends = {"known": (0.4, 0.5), "unknown": (4.0, 0.1), "other": (0.2, 1.0)}
    figure = city.tornado(0.45, ends, "wrong for each right", measured=("known",))
    axis = figure.drawing.axes[0]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["unknown", "other", "known"]
    bars = axis.patches
    assert [bool(bar.get_hatch()) for bar in bars] == [True, True, False]
    assert [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars] == [pytest.approx(p) for p in ((0.1, 4.0), (0.2, 1.0), (0.4, 0.5))]
    low, high = axis.get_xlim()
    assert low < 0.1
    assert high > 4.0
    assert "unknown, a guess: from 0.1 to 4" in figure.alt
    figure.png()
