import re

from course.content import assignments, notebooks, source
from tests.conftest import ROOT


def rows():
    text = (ROOT / "docs" / "syllabus.md").read_text()
    return [[c.strip() for c in line.strip("|").split("|")] for line in text.splitlines() if re.match(r"\| \d", line)]


def test_points_and_minutes_add_up_to_the_syllabus():
    told = {row[3]: (float(row[4]), int(row[5])) for row in rows() if row[3]}
    real = {}
    for slug in assignments.slugs():
        assignment = assignments.load(slug)
        if not assignment.source.header.get("draft"):
            real[slug] = (assignment.points, assignment.source.header["minutes"])
    assert told == real


def test_every_lesson_is_in_the_syllabus_and_the_readme():
    minutes = [source.read(p).header["minutes"] for p in notebooks.lesson_sources()]
    assert sorted(int(row[2]) for row in rows()) == sorted(minutes)
    readme = (ROOT / "README.md").read_text()
    for path in notebooks.lesson_sources():
        assert f"notebooks/{path.stem}.ipynb" in readme
    for slug in assignments.slugs():
        header = assignments.load(slug).source.header
        if not header.get("draft"):
            assert f"{slug}.ipynb), 20 points, {header['minutes']} min |" in readme
            minutes.append(header["minutes"])
    assert f"about {sum(minutes) / 60:.0f} hours" in readme


def test_links_in_the_docs_lead_somewhere():
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
