"""What the site looks at before it executes anything, and what it leaves at home."""

import shutil

import pytest
from click.testing import CliRunner

from course import paths
from course.cli import cli
from course.content import arc, assignments, source
from course.content.skeleton import new_assignment
from course.site import lessons, website


def test_a_lesson_whose_header_lacks_a_key_is_named_before_anything_is_executed(tmp_path, monkeypatch):
    first = next(iter(arc.places().values())).path
    broken = tmp_path / first.name
    broken.write_text("\n".join(line for line in first.read_text(encoding="utf-8").split("\n") if not line.startswith("# lead:")), encoding="utf-8")
    monkeypatch.setattr(website, "lesson_sources", lambda: [broken])
    monkeypatch.setattr(lessons, "executed", lambda _: pytest.fail("a lesson was executed"))
    done = CliRunner().invoke(cli, ["site", "build", "--out", str(tmp_path / "site"), "--no-lab"])
    assert isinstance(done.exception, lessons.SiteError)
    assert f"{first.name}: the header has no `lead:`" in str(done.exception)
    lessons.check_headers([source.read(place.path) for place in arc.places().values()])


def test_a_draft_is_on_no_list_of_what_leaves_the_course(tmp_path):
    shutil.copytree(paths.ASSIGNMENTS / "matcher", tmp_path / "matcher")
    new_assignment("demo_one", tmp_path)
    assert assignments.slugs(tmp_path) == ["matcher", "demo_one"]
    assert assignments.slugs(tmp_path, drafts=False) == ["matcher"]
