"""The documentation's links, and its tables of lessons, which are made from the sources."""

import re

import pytest

from course.content import arc, assignments, tables
from course.errors import CourseError
from tests.conftest import ROOT


@pytest.mark.slow
def test_the_tables_are_those_of_the_sources():
    for path, wanted in tables.pages().items():
        assert path.read_bytes() == wanted, f"{path.name} is stale: run `course build`"


@pytest.mark.slow
def test_every_lesson_and_assignment_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    for place in arc.places().values():
        assert f"notebooks/{place.path.stem}.ipynb" in readme
    for slug in assignments.slugs():
        one = assignments.load(slug)
        assert one.source.header.get("draft") or f"/{slug}.ipynb), {one.points:g} points" in readme


@pytest.mark.parametrize(("text", "complaint"), [
    ("no place", "has no place for a table"),
    ("<!-- lessons: prices -->\n<!-- end -->", "there is no table 'prices'; there are modules, syllabus"),
])
def test_a_page_without_its_place_is_named(tmp_path, text, complaint):
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(CourseError, match=f"page.md.*{complaint}"):
        tables.filled(page)


def test_links_in_the_docs_lead_somewhere():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
