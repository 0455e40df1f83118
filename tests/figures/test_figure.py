import itertools

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from course.errors import CourseError
from course.figures import pictures
from course.figures.figure import COLOURS, Figure
from course.figures.words import as_table, percent
from course.study.quiz import quiz


def test_a_figure_without_words_is_refused():
    drawing, _ = plt.subplots()
    with pytest.raises(ValueError, match="alt text"):
        Figure(drawing, "figure1.png")


def test_the_words_go_where_the_picture_goes():
    random = np.random.default_rng(0)
    figure = pictures.distances(random.normal(0.3, 0.1, 500), random.normal(0.7, 0.1, 500), threshold=0.5)
    shown = figure._repr_mimebundle_()
    assert 'alt="Two histograms of distances. 500 mated pairs have a median of ' in shown["text/html"]
    assert "threshold 0.5" in shown["text/plain"]
    assert "http" not in shown["text/html"]


# Viénot, Brettel and Mollon (1999) for protanopia and deuteranopia, Brettel et al. (1997) in one plane for tritanopia,
# as matrices on linear RGB.
SIMULATE = {
    "protanopia": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deuteranopia": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    "tritanopia": [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]],
}


def lab(colour, matrix):
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.asarray(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    t = xyz / np.array([0.9505, 1, 1.089])
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("deficiency", SIMULATE)
def test_the_palette_stays_apart(deficiency):
    for a, b in itertools.combinations(COLOURS.values(), 2):
        apart = np.linalg.norm(lab(a, SIMULATE[deficiency]) - lab(b, SIMULATE[deficiency]))
        assert apart > 8, (a, b, apart)


def test_percent():
    assert percent(0.01234) == "1.2%"
    assert percent(0.5, 0) == "50%"


def test_a_quiz_is_plain_html_and_every_option_says_why():
    shown = quiz("build_a_matcher")._repr_html_()
    assert "<script" not in shown
    assert "http" not in shown
    assert shown.count("<label") == shown.count('type="radio"') == shown.count('class="why')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- ask: q\n  options:\n    - {text: a, why: b}\n", "exactly one"),
        ("- ask: q\n  options:\n    - {text: a, right: true}\n", "needs `text` and `why`"),
    ],
)
def test_faulty_quizzes_are_named(tmp_path, text, words):
    (tmp_path / "q.yml").write_text(text)
    with pytest.raises(CourseError, match=words):
        quiz("q", tmp_path)


def test_a_missing_quiz_is_named(tmp_path):
    with pytest.raises(CourseError, match="no quiz 'nope'"):
        quiz("nope", tmp_path)


def test_a_table_is_for_reading():
    frame = pd.DataFrame({"who": ["a city", "a shop"], "gallery": [25000.0, np.nan], "share": [0.125, 0.5]}, index=["x", "y"])
    html = as_table(frame).to_html()
    assert "25,000" in html
    assert "not given" in html
    assert "25000.0" not in html
    assert "0.125" in html
    assert ".col0 {\n  text-align: left" in html
    assert ".col1 {" not in html
    assert ">x<" in html
    assert ">x<" not in as_table(frame, index=False).to_html()
