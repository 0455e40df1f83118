"""The timeline as a picture, a table and a filter."""

import html.parser

import matplotlib

matplotlib.use("Agg")

import matplotlib.dates
import matplotlib.pyplot as plt
import pytest

from course.errors import CourseError
from course.figures.figure import COLOURS
from course.figures.timeline import ROWS, STYLES, html_table, timeline_explorer, timeline_figure, timeline_table
from course.policy.evidence import KINDS, timeline


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def points(figure):
    return sum(len(line.get_xdata()) for line in figure.drawing.axes[0].lines)


def test_every_event_is_drawn_and_numbered():
    figure = timeline_figure()
    events = timeline()
    assert points(figure) == len(events)
    numbers = sorted(int(text.get_text()) for text in figure.drawing.axes[0].texts)
    assert numbers == list(timeline_table().index) == list(range(1, len(events) + 1))


def test_points_do_not_cover_each_other():
    figure = timeline_figure()
    figure.drawing.canvas.draw()
    axes = figure.drawing.axes[0]
    days = [matplotlib.dates.date2num(line.get_xdata()[0]) for line in axes.lines]
    at = [axes.transData.transform((day, line.get_ydata()[0])) for day, line in zip(days, axes.lines, strict=True)]
    near = [(a, b) for i, a in enumerate(at) for b in at[i + 1 :] if abs(a[0] - b[0]) < 6 and abs(a[1] - b[1]) < 6]
    assert near == []


def test_kinds_differ_in_colour_and_in_shape():
    assert set(STYLES) == set(ROWS) == set(KINDS)
    colours, shapes = zip(*STYLES.values(), strict=True)
    assert len(set(colours)) == len(set(shapes)) == len(KINDS)
    assert set(colours) <= set(COLOURS.values())


def test_alt_text_counts_what_is_shown():
    events = timeline()
    alt = timeline_figure().alt
    assert f"{len(events)} events from {events['when'].iloc[0]} to {events['when'].iloc[-1]}" in alt
    assert f"laws and bills {(events['kind'] == 'law').sum()}" in alt
    assert "June 2020" in alt
    one = timeline_figure(kinds=["test"]).alt
    count = (events["kind"] == "test").sum()
    assert f"{count} events" in one and f"1 row: tests by the ACLU {count}" in one
    none = timeline_figure(kinds=["harm"], places=["Vermont"])
    assert "without events" in none.alt and points(none) == 0


def test_a_filter_that_names_nothing_is_refused():
    with pytest.raises(CourseError, match="no event has the kind party"):
        timeline_figure(kinds=["party"])


class Cells(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_the_table_can_be_read_aloud():
    rows = timeline_table(kinds=["court"])
    tags = Cells(html_table(rows)).tags
    assert tags[1][0] == "caption"
    assert sum(tag == "th" and attrs.get("scope") == "row" for tag, attrs in tags) == len(rows)
    assert sum(tag == "th" and attrs.get("scope") == "col" for tag, attrs in tags) == len(rows.columns) + 1


@pytest.mark.slow
def test_the_explorer_filters_picture_and_table_together():
    explorer = timeline_explorer()
    (kind, place, reset), status, picture, table = explorer.children[0].children, *explorer.children[1:]
    total = len(timeline())
    assert set(kind.value) == set(KINDS) and {"harm", "court"} <= set(kind.value)  # nothing is left out at the start
    assert set(place.value) == set(timeline()["place"])
    assert f"{total} of {total} events" in status.value
    kind.value = ("law",)
    place.value = ("Maryland",)
    assert f"1 of {total} events" in status.value
    assert "one event, 1 October 2024" in picture.value and "laws and bills 1" in picture.value
    assert table.value.count("<tr>") == 2 and "Maryland" in table.value
    kind.value = ()
    assert f"0 of {total}" in status.value and "without events" in picture.value
    reset.click()
    assert f"{total} of {total} events" in status.value
