"""Tables and figures of the case lessons."""

import datetime

import pandas as pd
import pytest

from course.errors import CourseError
from course.figures import cases
from course.policy import article, contested, permitted, uses

DAY = datetime.date(2020, 9, 1)


@pytest.mark.parametrize("entry", contested(), ids=lambda entry: entry.id)
def test_both_sides_are_shown_with_every_source(entry, monkeypatch):
    told = []
    monkeypatch.setattr(cases, "say", told.append)
    cases.sides(entry.id)
    assert entry.settle in told[0] and entry.question in told[0]
    for side in entry.sides:
        assert side.says in told[0]
        assert cases.cite(*side.claims) in told[0]


def test_an_unknown_point_is_named():
    with pytest.raises(CourseError, match=r"no-such-point.*one-threshold-or-six"):
        cases.sides("no-such-point")


def test_answers_are_those_of_the_rules_and_days_move_them():
    before = uses()["U02"]  # the day before the post
    table = cases.answers([before, uses()["U01"]], ["amazon-2020", "ibm-2020"])
    assert table.loc["U02", "amazon-2020"] == permitted(before, "amazon-2020").answer == "yes"
    assert cases.answers([before], ["amazon-2020"], {"amazon-2020": DAY}).loc["U02", "amazon-2020"] == "no"


def test_counts_name_all_three_answers():
    table = pd.DataFrame({"ibm-2020": ["no", "no"], "amazon-2020": ["unclear", "yes"]}, index=["x", "y"])
    assert cases.counts(table).loc["ibm-2020"].to_dict() == {"yes": 0, "no": 2, "unclear": 0}
    assert list(cases.counts(table).index) == ["ibm-2020", "amazon-2020"]
    assert "IBM's letter to Congress: 0 yes, 2 no, 0 unclear" in cases.answers_figure(table).alt


def test_rates_are_drawn_and_told():
    table = pd.DataFrame({"FMR": [0.01, 0.0], "FNMR": [0.1, 0.4]}, index=[80.0, 99.0])
    figure = cases.rates(table)
    assert "at 80, FMR 1.000% and FNMR 10.00%; at 99, FMR 0.000% and FNMR 40.00%" in figure.alt
    heights = [[bar.get_height() for bar in axis.patches] for axis in figure.drawing.axes]
    assert heights == [[1.0, 0.0], [10.0, 40.0]]


def test_the_story_is_a_table_that_can_be_read_aloud():
    text = cases.sentences().data
    story = article()
    assert text.count('<th scope="row">') == len(story) and text.count('<th scope="col"') == 5 and "<caption>" in text
    for sentence in story:
        for name in (sentence.says, *sentence.against, *sentence.besides):
            assert f">{name}</a>" in text
    assert '""' not in text and 'href=""' not in text
