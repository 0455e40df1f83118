import numpy as np
import pandas as pd

from course.figures import stills as figures
from course.judgement.stills import Stills


def searches():
    """Four searches with a good picture, all of which find the person first; four with a poor one: first, fifth, twentieth, no face."""
    table = pd.DataFrame({"image": list("abcdefgh"), "subject": list("pqrspqrs"), "quality": ["good"] * 4 + ["poor"] * 4,
                          "found": [True] * 7 + [False]})
    rank = np.array([1, 1, 1, 1, 1, 5, 20, np.nan])
    return Stills(table, 1200, rank, np.where(np.isnan(rank), np.inf, 0.2), np.full(8, 0.3))


def test_the_parts_of_a_bar_add_up_and_are_told():
    figure = figures.became(searches())
    assert "1,200 people" in figure.alt
    assert "good: 100% first on the list, 0% place 2 to 10, 0% not among the first 10, 0% no face found" in figure.alt
    assert "poor: 25% first on the list, 25% place 2 to 10, 25% not among the first 10, 25% no face found" in figure.alt
    widths = [bar.get_width() for group in figure.drawing.axes[0].containers[4:] for bar in group]
    assert widths == [0.25] * 4
    assert "50% place 2 to 20, 0% not among the first 20" in figures.became(searches(), listed=20).alt
    figure.png()
