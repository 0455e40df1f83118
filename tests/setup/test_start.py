"""A working copy is laid out whole, and brought up to date without touching what a student has done."""

import json
import re

import pytest

from course import paths
from course.errors import CourseError
from course.setup import start

ONE, TWO, OLD = "notebooks/00_one.ipynb", "assignments/a/release/a.ipynb", "docs/old.md"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course of three files, which a test may change as a new version would; ``lay`` gives what the student is told."""
    files = {ONE: b"one", TWO: b"two", OLD: b"old"}
    monkeypatch.setattr(start, "shipped", lambda: dict(files))
    monkeypatch.setattr(paths, "OWN", tmp_path / "own")
    monkeypatch.setattr(paths, "INSTALLED", True)
    return files


@pytest.fixture
def copy(tmp_path, course):
    start.lay(tmp_path / "copy")
    return tmp_path / "copy"


def told(copy, *afresh: str) -> str:
    return "\n".join(start.report(copy, start.lay(copy, afresh)))


def test_it_is_laid_out_and_a_second_start_does_nothing(copy, course):
    assert {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()} == {*course, paths.MARK}
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.name != paths.MARK and path.is_file()}
    assert told(copy).endswith("everything is up to date.")
    assert before == {path: path.stat().st_mtime_ns for path in before}
    assert paths.latest_copy() == copy


def test_a_new_version_renews_what_was_not_touched_and_names_what_was(copy, course):
    (copy / ONE).write_bytes(b"my answer")
    course.update({ONE: b"one, mended", TWO: b"two, mended", "notebooks/01_new.ipynb": b"new"})
    del course[OLD]
    said = told(copy)
    assert (copy / ONE).read_bytes() == b"my answer" and (copy / TWO).read_bytes() == b"two, mended"
    assert (copy / "notebooks/01_new.ipynb").read_bytes() == b"new" and not (copy / OLD).exists()
    assert "1 new, 1 brought up to date, 1 removed" in said and f"though the course has a newer one: {ONE}" in said
    assert f"--afresh {ONE}" in said
    assert f"newer one: {ONE}" in told(copy)  # told again, as long as it is so


def test_what_was_changed_stays_even_when_the_course_drops_it(copy, course):
    (copy / OLD).write_bytes(b"my notes")
    del course[OLD]
    assert OLD in told(copy) and (copy / OLD).read_bytes() == b"my notes"


def test_a_file_that_was_deleted_comes_back(copy, course):
    (copy / TWO).unlink()
    assert "1 put back" in told(copy) and (copy / TWO).read_bytes() == b"two"


def test_to_begin_afresh_keeps_what_there_was(copy, course):
    for number, mine in enumerate((b"first try", b"second try"), 1):
        (copy / ONE).write_bytes(mine)
        assert f"{ONE} begins afresh" in told(copy, ONE)
        assert (copy / ONE).read_bytes() == b"one"
        assert len(list((copy / "notebooks").glob("00_one-mine-*.ipynb"))) == number
    assert {path.read_bytes() for path in (copy / "notebooks").glob("*mine*")} == {b"first try", b"second try"}
    with pytest.raises(CourseError, match="no file of the course"):
        start.lay(copy, ("notebooks/99.ipynb",))


def test_files_of_the_student_s_own_are_never_touched(copy, course):
    mine = copy / "notebooks" / "mine.ipynb"
    mine.write_bytes(b"mine")
    (copy / "notebooks" / "01_new.ipynb").write_bytes(b"mine, too")  # the course brings one of this name later
    course["notebooks/01_new.ipynb"] = b"new"
    assert "01_new" in told(copy)
    assert mine.read_bytes() == b"mine" and (copy / "notebooks" / "01_new.ipynb").read_bytes() == b"mine, too"


def test_a_folder_with_other_things_is_refused(tmp_path, course):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("x")
    with pytest.raises(CourseError, match="holds other things"):
        start.lay(tmp_path / "home")
    with pytest.raises(CourseError, match="is a file"):
        start.lay(tmp_path / "home" / "letter.txt")
    with pytest.raises(CourseError, match="lies in the course itself"):
        start.lay(paths.ROOT / "notebooks")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


def test_a_start_that_was_stopped_is_repeated(tmp_path, course, monkeypatch):
    real = start.write_whole

    def full(path, content, mode=0o644):
        if path.name == "a.ipynb":
            raise OSError(28, "No space left on device", str(path))
        real(path, content, mode)

    monkeypatch.setattr(start, "write_whole", full)
    with pytest.raises(CourseError, match=r"a\.ipynb cannot be written \(No space left"):
        start.lay(tmp_path / "copy")
    monkeypatch.setattr(start, "write_whole", real)
    laid = start.lay(tmp_path / "copy")
    assert not laid.yours_and_newer and (tmp_path / "copy" / TWO).read_bytes() == b"two"
    assert json.loads((tmp_path / "copy" / paths.MARK).read_text())["finished"] is True


def test_a_link_that_leads_out_is_not_written_through(copy, course, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (copy / "notebooks").rename(elsewhere)
    (copy / "notebooks").symlink_to(elsewhere)
    course[ONE] = b"one, mended"
    with pytest.raises(CourseError, match="leads out of"):
        start.lay(copy)
    assert (elsewhere / "00_one.ipynb").read_bytes() == b"one"


def test_a_linked_file_is_the_student_s(copy, course, tmp_path):
    (tmp_path / "mine").write_bytes(b"mine")
    (copy / ONE).unlink()
    (copy / ONE).symlink_to(tmp_path / "mine")
    course[ONE] = b"one, mended"
    assert ONE in told(copy) and (tmp_path / "mine").read_bytes() == b"mine"


def test_a_record_that_cannot_be_read_stops_before_anything_is_written(copy, course):
    (copy / paths.MARK).write_text("{")
    course[TWO] = b"two, mended"
    with pytest.raises(CourseError, match="not known which files are yours"):
        start.lay(copy)
    assert (copy / TWO).read_bytes() == b"two"


@pytest.mark.parametrize("absolute", [False, True])
def test_a_record_that_was_tampered_with_reaches_nothing_outside(copy, course, tmp_path, absolute):
    """A copy may be handed from one student to another: what its record says must not delete a file elsewhere."""
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"x")
    mark = json.loads((copy / paths.MARK).read_text())
    mark["files"][str(outside) if absolute else "notebooks/../../outside.txt"] = start._digest(b"x")
    (copy / paths.MARK).write_text(json.dumps(mark))
    with pytest.raises(CourseError, match="leads out of"):
        start.lay(copy)
    assert outside.exists()


def test_a_real_copy_has_all_that_its_lessons_link_to(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "OWN", tmp_path / "own")
    copy = tmp_path / "copy"
    start.lay(copy)
    assert not list(copy.rglob("*.py")) and len(list((copy / "notebooks").glob("*.ipynb"))) >= 12
    for page in [*copy.rglob("*.ipynb"), *copy.rglob("*.md")]:
        for link in re.findall(r"\]\((?!<?https?:|#|attachment:)([^)#\s\\]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.relative_to(copy)} links to {link}"
