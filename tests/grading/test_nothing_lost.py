"""No work and no request is lost in silence: odd submissions as they arrive, graded once, looked at from every side."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import unicodedata
import zipfile
from datetime import datetime

import pytest
from classes import make_classroom, scores
from click.testing import CliRunner
from small_course import POINTS, RIGHT, hand_in, notebook

from course.cli import cli
from course.content import assignments, notebooks, variants
from course.errors import CourseError
from course.grading import commands, export, names, regrade, run, submission, texts, times, unmarked, which
from course.grading.assemble import merge
from course.grading.gradebook import reader
from course.grading.gradebook.tables import opened

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]
ESSAY = "Misses have a price too, and it is paid by the people who are not found when they should have been, as much as by anyone."
NFD = unicodedata.normalize("NFD", "zoë")


def stripped(book: dict) -> dict:
    """The same notebook after an editor has dropped all metadata and given new ids."""
    for cell in book["cells"]:
        cell["metadata"], cell["id"] = {}, f"{random.getrandbits(32):08x}"
    return book | {"metadata": {}}


def at(book: dict, name: str) -> int:
    return next(i for i, cell in enumerate(book["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)


def text(source: str) -> dict:
    return {"cell_type": "markdown", "id": f"{random.getrandbits(32):08x}", "metadata": {}, "source": source}


@pytest.fixture(scope="module")
def odd(tmp_path_factory, examiner):
    """A class of odd submissions, graded once: the classroom, its assignment, and the report."""
    room = make_classroom(tmp_path_factory.mktemp("odd"))
    root, folder = room.root, room.root.parent / "assignments"
    assignment = assignments.load("small", folder)

    def solved(memo: str | None = ESSAY, **answers: str) -> dict:
        return notebook(assignment, RIGHT | answers, memo=memo)

    with room.gradebook() as book:
        book.update_or_create_student("zoë", first_name="Zoë", last_name="Müller", lms_user_id="4711")
        book.update_or_create_student("idle")
    hand_in(root, "plain", solved())
    hand_in(root, "blank", solved(None))
    hand_in(root, "stripped", stripped(solved()))
    anew = solved(None)
    anew["cells"][at(anew, "memo")] = text(ESSAY)
    hand_in(root, "anew", anew)
    below = solved(None)
    below["cells"].insert(at(below, "memo") + 1, text(ESSAY))
    hand_in(root, "below", below)
    first = solved(None)
    first["cells"].insert(0, text(ESSAY))
    hand_in(root, "first", first)
    other = solved()
    released = json.loads(notebooks.to_bytes(notebooks.release_notebook(assignment)))["cells"]
    stub = next(cell for cell in released if cell["metadata"].get("nbgrader", {}).get("grade_id") == "mean")
    place = at(other, "mean")
    other["cells"].insert(place + 1, other["cells"][place] | {"metadata": {}, "id": "own"})
    other["cells"][place] = stub
    hand_in(root, "other_cell", other)
    hand_in(root, "again", solved(mean="def mean(xs):\n    return 0"))
    hand_in(root, "again", solved(), name="small-1.ipynb")
    hand_in(root, "renamed", solved(), name="my final (really).ipynb")
    hand_in(root, "text", solved(), name="Small.IPYNB.txt")
    zipped = hand_in(root, "zipped", solved())
    with zipfile.ZipFile(zipped / "work.zip", "w") as archive:
        archive.write(zipped / "small.ipynb", "work/small.ipynb")
        archive.writestr("__MACOSX/work/._small.ipynb", b"x")
    (zipped / "small.ipynb").unlink()
    nested = hand_in(root, "nested", solved())
    (nested / "small").mkdir()
    shutil.move(nested / "small.ipynb", nested / "small" / "small.ipynb")
    hand_in(root, "shadow", b"\0\5\x16\7", name="._small.ipynb")
    hand_in(root, NFD, solved())
    hand_in(root, "latin", solved())
    os.rename(root / "submitted" / "latin", os.fsencode(root / "submitted") + b"/J\xf6rg")
    report = run.grade(room, "small", assignments=folder, progress=False, examiner=examiner)
    return room, assignment, report


def of(report: run.Report, student: str) -> dict[str, str]:
    return {notice.kind: notice.text for name, notice in report.unusual if name == student}


def waits(room, student: str) -> set[str]:
    with room.gradebook() as book:
        return {g.name for g in book.find_submission_notebook("small", "small", student).grades if g.needs_manual_grade}


def comments(room, student: str) -> dict[str, str]:
    with room.gradebook() as book:
        return {c.name: c.comment for c in book.find_submission_notebook("small", "small", student).comments if c.comment}


@pytest.mark.parametrize("student", ["plain", "stripped", "anew", "below", "first", "other_cell", "again", "renamed", "text", "zipped", "nested", "zoë", "Jörg"])
def test_right_work_has_its_points_and_its_essay_waits(odd, student):
    room, _, _ = odd
    assert scores(room, student) == POINTS | {"memo": 0}
    assert waits(room, student) == {"memo"}
    assert comments(room, student) == {}


def test_an_essay_that_was_left_blank_waits_for_nobody(odd):
    room, _, _ = odd
    assert waits(room, "blank") == set() and comments(room, "blank") == {"memo": "No response."}


def test_an_essay_is_shown_where_it_is_read(odd):
    room, _, _ = odd
    for student in ("plain", "stripped", "anew", "below"):
        cells = json.loads((room.root / "autograded" / student / "small" / "small.ipynb").read_text())["cells"]
        essay = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == "memo"]
        assert len(essay) == 1 and "Misses have a price" in "".join(essay[0]["source"])
        assert sum("Misses have a price" in "".join(cell["source"]) for cell in cells) == 1


def test_what_was_unusual_is_said(odd):
    room, _, report = odd
    assert of(report, "plain") == of(report, "blank") == of(report, "zoë") == {}
    assert of(report, "stripped")["answer found without its cell"].startswith("double, mean, memo, shout")
    assert of(report, "anew")["answer found without its cell"].startswith("memo")
    assert of(report, "below")["answer found without its cell"].startswith("memo")
    assert of(report, "first")["essay not found"].startswith("memo: look in")
    assert of(report, "again")["several notebooks"].startswith("`small-1.ipynb` was graded (the highest number counts")
    assert "`small.ipynb`" in of(report, "again")["several notebooks"]
    assert "my final (really).ipynb" in of(report, "renamed")["another name"]
    assert "Small.IPYNB.txt" in of(report, "text")["another name"]
    assert of(report, "zipped")["found inside"] == "the notebook lay in `work.zip`"
    assert of(report, "nested")["found inside"] == "the notebook lay in the folder `small`"
    assert "only ._small.ipynb , a shadow" in texts.without_markup(report.reasons["shadow"])
    assert report.without == ["idle"]
    with opened(room) as book:
        assert [s.id for s in book.students if names.one_form(s.id) == "zoë"] == ["zoë"]
    assert "several notebooks" in "\n".join(reader.lines_about(room, odd[1], "again"))


def test_a_long_list_names_the_first_and_the_command_that_lists_all(capsys):
    report = run.Report()
    report.without, report.not_asked = [f"s{n:02d}" for n in range(30)], ["ada", "ben"]
    commands._unusual(report)
    said = capsys.readouterr().out
    assert "nothing handed in (30): s00, " in said and "s11 and 18 more (`course grade export SLUG` lists all)" in said and "s12" not in said
    assert "2 on a track of which this is not asked: ada, ben\n" in said


def test_a_run_ends_with_a_short_list(odd, capsys):
    _, _, report = odd
    commands._unusual(report)
    said = capsys.readouterr().out.split("\n")
    assert said[0] == "Unusual:" and "  nothing handed in (1): idle" in said
    assert "  several notebooks (1)" in said and "  another name (2)" in said
    assert said[said.index("  several notebooks (1)") + 1].startswith("    again: `small-1.ipynb` was graded")
    assert len(said) < 30


def test_export_says_who_waits_and_who_is_missing(odd):
    room, _, _ = odd
    runner = CliRunner()
    command = ["grade", "export", "small", "--course", str(room.root)]
    done = runner.invoke(cli, command)
    assert done.exit_code and "still wait for points by a person" in str(done.exception) and "--even-so" in str(done.exception)
    done = runner.invoke(cli, [*command, "--even-so"])
    assert done.exit_code == 0
    assert "1 of the class have handed in nothing: idle." in done.stderr
    assert done.stdout.rstrip().split("\n")[-1] == "idle,,,,,,,,,,no submission"
    found = export.grades(room, "small")
    moodle = export.to_csv(found, "moodle")
    (said,) = next(row for row in found.rows if row.student == "shadow").comments
    assert said.startswith("double, mean, shout, memo: There is no notebook") or said.startswith("double, mean, memo, shout")
    assert moodle.count(said) == 1 and "idle" not in moodle
    assert '"Müller, Zoë",,4711,zoë,,6' in export.to_csv(found, "canvas").split("\n")


def test_export_outside_a_class_writes_nothing(odd, tmp_path, monkeypatch):
    room, _, _ = odd
    monkeypatch.chdir(tmp_path)
    for command in ("export", "feedback", "run", "stats", "due"):
        done = CliRunner().invoke(cli, ["grade", command, "small"])
        assert isinstance(done.exception, CourseError) and "is no class" in str(done.exception), command
    assert not list(tmp_path.iterdir())
    done = CliRunner().invoke(cli, ["grade", "export", "nosuch", "--course", str(room.root)])
    assert isinstance(done.exception, CourseError) and "it has small" in str(done.exception)


# --- requests -------------------------------------------------------------------------------------------------------


def open_requests(room, assignment) -> dict[str, tuple[str, bool]]:
    return {one.task: (one.words, one.waiting) for one in reader.requests(room, assignment)}


def test_a_request_waits_until_a_person_has_looked_whatever_is_graded_again(classroom, examiner):
    folder = classroom.root.parent / "assignments"
    assignment = assignments.load("small", folder)

    def grade(**options) -> run.Report:
        return run.grade(classroom, "small", assignments=folder, progress=False, examiner=examiner, **options)

    book = notebook(assignment, RIGHT, memo=ESSAY)
    hand_in(classroom.root, "ada", book)
    grade()
    # The notebook is the same; only the request is new. It is saved as Notepad saves "Unicode".
    hand_in(classroom.root, "ada", book, **{"Regrade__TXT__txt": "﻿Mean: meine Lösung stimmt\nsiehe unten\n".encode("utf-16")})
    assert grade().graded == ["ada"]
    assert open_requests(classroom, assignment) == {"mean": ("meine Lösung stimmt siehe unten", True)}
    grade(force=True)
    assert open_requests(classroom, assignment)["mean"][1], "graded again, it is still open"
    assert "L&#246;sung" in comments(classroom, "ada")["mean"] or "Lösung" in comments(classroom, "ada")["mean"]
    # Handed in again without the file: what was asked is still asked.
    (classroom.root / "submitted" / "ada" / "small" / "Regrade.TXT.txt").unlink()
    grade()
    assert open_requests(classroom, assignment)["mean"][1]
    with classroom.gradebook() as gradebook:
        one = gradebook.find_grade("mean-check", "small", "small", "ada")
        one.manual_score, one.needs_manual_grade = 2.5, False
        gradebook.db.commit()
    grade(force=True)
    assert not open_requests(classroom, assignment)["mean"][1], "a person has looked"
    # First read with --force, and naming no task that there is.
    hand_in(classroom.root, "ada", book, regrade__txt=b"please look at my memo again\n")
    grade(force=True)
    told = open_requests(classroom, assignment)
    assert told["double"] == ("(no task named) please look at my memo again", True) and not told["mean"][1]
    assert "double-check" in waits(classroom, "ada")


def test_a_request_names_its_task_as_people_name_things(odd):
    _, assignment, _ = odd
    for text_, wanted in (
        ("mean: because", {"mean": "because"}),
        ("MEAN: because\n double :  x  ", {"mean": "because", "double": "x"}),
        ("- Mean：because", {"mean": "because"}),
        ("meen: a slip", {"mean": "a slip"}),
        ("Task 2: see below\nand the plot", {"mean": "see below and the plot"}),
        ("mean please look", {"mean": "please look"}),
        ("mean: one\nno_task: two", {"mean": "one", "double": "(no task named) no_task: two"}),
        ("double: one\nno_task: two", {"double": "one / (no task named) no_task: two"}),
        ("help", {"double": "(no task named) help"}),
        ("mean:", {"mean": "(no reason given)"}),
        ("", {}),
    ):
        assert regrade.parse(text_, assignment) == wanted, text_


def test_text_is_read_in_the_encodings_that_people_save():
    words = "Lösung: ja"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"):
        assert texts.decode(words.encode(encoding)) == words, encoding
    assert texts.decode("﻿x".encode("utf-16-le")) == "x" and texts.decode(b"") == "" and texts.decode(bytes(range(256)))


def test_a_request_that_is_no_text_is_named(tmp_path):
    folder = hand_in(tmp_path, "ada", {"cells": []}, **{"regrade__docx": b"PK", "regrade-1__txt": b"mean: x"})
    assert submission.collect(folder, "small").request == "mean: x\n(in regrade.docx, which is no plain text: open it yourself)"


# --- which notebook, and which cell ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "chosen"), [
    (["small.ipynb", "small-1.ipynb", "small-2.ipynb"], "small-2.ipynb"),
    (["small.ipynb", "small (1).ipynb"], "small (1).ipynb"),
    (["small-9.ipynb", "small-10.ipynb"], "small-10.ipynb"),
    (["small.ipynb", "notes.ipynb"], "small.ipynb"),
    (["SMALL.ipynb"], "SMALL.ipynb"),
    (["small.ipynb.txt"], "small.ipynb.txt"),
    (["small.ipynb (1).json"], "small.ipynb (1).json"),
    (["small-Copy1.ipynb", "small.ipynb"], "small.ipynb"),
    (["whatever.ipynb"], "whatever.ipynb"),
])  # fmt: skip
def test_which_notebook_counts_is_a_rule(there, chosen):
    files = [which.Candidate(name, 0, lambda: b"{}") for name in there]
    assert which.choose(files, "small")[0].name == chosen


def test_of_several_strange_names_the_one_that_belongs_counts():
    mine = json.dumps({"metadata": {"course": {"assignment": "small"}}, "cells": []}).encode()
    other = json.dumps({"metadata": {"course": {"assignment": "large"}}, "cells": []}).encode()
    found, _, said = which.choose([which.Candidate("a.ipynb", 9, lambda: other), which.Candidate("b.ipynb", 1, lambda: mine)], "small")
    assert found.name == "b.ipynb" and said[0].kind == "several notebooks"
    _, _, said = which.choose([which.Candidate("small.ipynb", 9, lambda: other)], "small")
    assert [(one.kind, "`large`" in one.text) for one in said] == [("another assignment", True)]
    with pytest.raises(which.Unreadable, match="several notebooks"):
        which.choose([which.Candidate(name, 0, lambda: b"{}") for name in ("a.ipynb", "b.ipynb")], "small")


def test_what_may_not_be_read_is_for_a_person_and_stops_nobody(public):
    """As root no permission binds, so the test becomes somebody else for a moment."""
    folder = hand_in(public, "ben", {"cells": []})
    (folder / "images").mkdir()
    (folder / "images" / "a.png").write_bytes(b"x")
    (folder / "images").chmod(0o000 if os.geteuid() else 0o700)
    with _as_somebody():
        found = submission.collect(folder, "small")
    assert found.notebook and "`images/` may not be opened" in found.notices[0].text
    (folder / "small.ipynb").chmod(0o000 if os.geteuid() else 0o600)
    with _as_somebody(), pytest.raises(PermissionError):
        submission.collect(folder, "small")
    (folder / "images").chmod(0o755)


@contextlib.contextmanager
def _as_somebody():
    if os.geteuid():
        yield
        return
    os.seteuid(54321)
    try:
        yield
    finally:
        os.seteuid(0)


def test_zips_are_unpacked_within_limits(tmp_path, monkeypatch):
    folder = hand_in(tmp_path, "eve", b"x", name="notes.txt")
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../small.ipynb", b"{}")
        archive.writestr("deep/small.ipynb", b'{"cells": []}')
        archive.writestr("deep/data.csv", b"1")
    found = submission.collect(folder, "small")
    assert found.notebook == b'{"cells": []}' and found.files == {"notes.txt": b"x", "data.csv": b"1"}
    monkeypatch.setattr(submission, "FILES_LIMIT", 1000)
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("small.ipynb", bytes(2000))
    found = submission.collect(folder, "small")
    assert found.problem and "could not be unpacked" in found.notices[0].text


PROMPTS = '''# ---
# title: "Two essays"
# minutes: 5
# ---

# %% [markdown]
# ## 1. Why?

# %% [markdown] role="essay" task="why" points=1
# Because.

# %% [markdown]
# ## 2. What for?

# %% [markdown] role="essay" task="what" points=1
# For this.

# %% role="answer" task="one"
def one():
    ### BEGIN SOLUTION
    return 1
    ### END SOLUTION

# %% role="check" task="one" points=1
assert one() == 1

# %% role="hidden" task="one"
def check(student):
    student.call("one").equals(1, "One.")
'''


@pytest.fixture(scope="module")
def essays(tmp_path_factory):
    from small_course import write_assignment

    return notebooks.release_notebook(write_assignment(tmp_path_factory.mktemp("essays"), "two", PROMPTS))


def merged(release, change) -> tuple[dict[str, str], object]:
    book = json.loads(notebooks.to_bytes(release))
    change(book["cells"])
    result = merge(release, json.dumps(book).encode())
    return {c.metadata.nbgrader.grade_id: c.source for c in result.notebook.cells if "nbgrader" in c.metadata}, result


def test_each_essay_is_found_in_its_own_place(essays):
    def lost(cells):
        for name, words in (("why", "my reason"), ("what", "my purpose")):
            place = next(i for i, c in enumerate(cells) if c["metadata"].get("nbgrader", {}).get("grade_id") == name)
            cells[place] = text(words)

    found, result = merged(essays, lost)
    assert "my reason" in found["why"] and "my purpose" in found["what"] and "my purpose" not in found["why"]
    assert result.unanswered == {"one"}


def test_an_essay_that_was_written_into_the_question_is_found(essays):
    def into(cells):
        cells[1]["source"] = "## 1. Why?\n\nI think that it is because of this."

    found, result = merged(essays, into)
    assert "because of this" in found["why"] and result.unanswered == {"what", "one"} and not result.looked_for


def test_an_essay_in_a_code_cell_is_found_and_code_is_not_taken_for_one(essays):
    def into(cells):
        cells.insert(3, {"cell_type": "code", "metadata": {}, "source": "# my reason is that\n# it was so", "outputs": [], "execution_count": None})
        cells.insert(6, {"cell_type": "code", "metadata": {}, "source": "x = 1\nprint(x)", "outputs": [], "execution_count": None})

    found, result = merged(essays, into)
    assert "my reason" in found["why"] and result.unanswered == {"what", "one"}


def test_two_essays_in_one_gap_are_taken_in_order(essays):
    def pasted(cells):
        cells[:] = [text("first answer"), text("second answer"), text("and more of it")]

    found, result = merged(essays, pasted)
    assert "first answer" in found["why"] and "second answer" in found["what"] and "more of it" in found["what"]
    assert result.unanswered == {"one"}


def test_own_notes_beside_answered_essays_are_left_alone(essays):
    def notes(cells):
        cells[2]["source"], cells[4]["source"] = "my reason", "my purpose"
        cells.insert(3, text("a note " * 30))

    found, result = merged(essays, notes)
    assert "a note" not in found["why"] + found["what"] and not result.notices and result.unanswered == {"one"}


def test_looking_for_answers_is_quick_however_many_cells_there_are(essays):
    raw = [unmarked.Written("markdown", f"word {i}", f"own{i}") for i in range(2000)]
    assert unmarked.find(essays.cells, raw, {}).answers


def test_pictures_with_spaces_in_their_names_are_shown():
    import base64

    from course.grading import sanitise

    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1").decode()
    named = {"my picture.png": {"image/png": picture}}
    for address in ("attachment:my picture.png", "attachment:my%20picture.png", "<attachment:my picture.png>"):
        assert f"data:image/png;base64,{picture}" in sanitise.markdown(f"![x]({address})", named), address


# --- names and times ------------------------------------------------------------------------------------------------


def test_names_have_one_form(tmp_path):
    assert names.shown(NFD) == "zoë"
    assert variants.draw("matcher", "moon", NFD) == variants.draw("matcher", "moon", "zoë"), "the folder's spelling draws no other variant"
    assert names.shown(os.fsdecode(b"J\xf6rg")) == "Jörg"
    assert "Jörg" in names.readings(os.fsdecode(b"J\x94rg")), "as an old archive leaves it"
    assert names.one_of(names.readings(os.fsdecode(b"J\x94rg")), {"Jörg": "Jörg"}) == "Jörg"
    for name in ("", ".x", "a\nb", "x" * 200, "a/b"):
        assert names.why_no_student(name)
    assert not names.why_no_student("ada+course@uni.example")


def test_two_folders_of_one_student_are_said(classroom, examiner):
    assignment = assignments.load("small", classroom.root.parent / "assignments")
    for name in ("zoë", NFD):
        hand_in(classroom.root, name, notebook(assignment, {}))
    report = run.grade(classroom, "small", assignments=assignment.folder.parent, progress=False, examiner=examiner)
    assert report.graded == ["zoë"] and "a second folder of zoë" in report.for_a_person[ascii(NFD)]


@pytest.mark.parametrize(("written", "utc"), [
    ("2026-03-01 13:30:00 +0200", "11:30"),
    ("2026-03-01T13:30:00+02:00", "11:30"),
    ("2026-03-01 13:30:00.948203 CEST", "11:30"),
    ("2026-03-01 05:00:00 PST", "13:00"),
    ("2026-03-01 12:00:00 UTC", "12:00"),
    ("2026-03-01T12:00:00Z", "12:00"),
    ("2026-03-01 13:00 Europe/Berlin", "12:00"),
    ("2026-07-01 13:00:00 Europe/Berlin", "11:00"),
    ("2026-03-01 17:30:00 UTC+5:30", None),
    ("2026-03-01 17:30:00 +0530", "12:00"),
    ("2026-03-01 13:00:00", "12:00"),
    ("Sunday, 1 March 2026, 1:00 PM", "12:00"),
    ("2026-03-01 12:00:00 IST", None),
    ("2026-03-01", None),
    ("yesterday", None),
    ("9999999-99-99 x y", None),
    ("2026-13-01 10:00:00", None),
    ("1789-07-14 12:00:00 UTC", None),
    ("2026-03-01 12:00:00 +9900", None),
    ("\x00", None),
    ("0" * 64, None),
])  # fmt: skip
def test_times_are_read_with_their_zone_or_not_at_all(written, utc):
    berlin = times.zone_of("Europe/Berlin")
    if utc is None:
        with pytest.raises(times.TimeError):
            times.read(written, berlin)
    else:
        assert f"{times.read(written, berlin):%H:%M}" == utc
        assert times.read(times.written(times.read(written, berlin)), berlin) == times.read(written, berlin)


def test_a_time_of_nbgrader_s_exchange_is_kept_to_its_last_digit():
    """The formgrader takes a submission for ungraded when the gradebook's time is not the one in its folder."""
    from nbgrader.utils import parse_utc

    text = "2026-11-26 18:24:10.076912 UTC"  # as `nbgrader submit` writes it
    moment = times.read(text, times.zone_of("Europe/Berlin"))
    assert moment == parse_utc(text) and times.written(moment) == text


def test_the_late_penalty_is_of_the_final_score_and_of_the_due_time_as_it_is(classroom, examiner):
    folder = classroom.root.parent / "assignments"
    assignment = assignments.load("small", folder)
    config = classroom.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("# c.LatePolicy", "c.LatePolicy"))
    room = type(classroom)(classroom.root)
    book = notebook(assignment, RIGHT, memo=ESSAY)
    for student, when in (("late", "2026-03-02 18:00:00 UTC"), ("plus", "2026-03-01 13:30:00 +0200"), ("pst", "2026-03-01 05:00:00 PST"), ("odd", "2026-03-01 12:00 IST")):
        hand_in(room.root, student, book, timestamp__txt=when.encode())
    command, runner = ["--course", str(room.root)], CliRunner()
    done = runner.invoke(cli, ["grade", "due", "small", "2026-03-01", "12:00", *command])
    assert done.exit_code == 0 and "small is due 2026-03-01 12:00 UTC." in done.stdout and "10% of the score for each day begun" in done.stdout

    def grade(**options) -> run.Report:
        return run.grade(room, "small", assignments=folder, progress=False, examiner=examiner, **options)

    def penalty(student: str) -> float:
        return next(row.late_penalty for row in export.grades(room, "small").rows if row.student == student)

    report = grade()
    assert [(name, notice.kind) for name, notice in report.unusual] == [("odd", "time not readable")]
    assert penalty("late") == pytest.approx(1.2) and penalty("plus") == 0 and penalty("pst") == pytest.approx(0.6) and penalty("odd") == 0
    with room.gradebook() as gradebook:
        one = gradebook.find_grade("memo", "small", "small", "late")
        one.manual_score, one.needs_manual_grade = 4, False
        gradebook.db.commit()
    assert penalty("late") == pytest.approx(2.0), "of the score with the essay"
    grade(force=True)
    assert penalty("late") == pytest.approx(2.0)
    assert runner.invoke(cli, ["grade", "due", "small", "2026-03-02", "12:00", *command]).exit_code == 0
    assert penalty("late") == pytest.approx(1.0) and penalty("pst") == 0
    done = runner.invoke(cli, ["grade", "due", "small", "2026-03-03", "--student", "late", *command])
    assert "late: 2026-03-03 23:59 UTC" in done.stdout and "The penalty has changed for 1: late" in done.stdout
    assert penalty("late") == 0
    assert runner.invoke(cli, ["grade", "due", "small", "--remove", "--student", "late", *command]).exit_code == 0
    assert penalty("late") == pytest.approx(1.0)
    assert runner.invoke(cli, ["grade", "due", "small", "--remove", *command]).exit_code == 0
    assert penalty("late") == 0
    with room.gradebook() as gradebook:
        assert gradebook.find_submission("small", "plus").timestamp == datetime(2026, 3, 1, 11, 30)
    done = runner.invoke(cli, ["grade", "due", "small", "2026-03-01", "07:00", "-0500", *command])
    assert "small is due 2026-03-01 12:00 UTC." in done.stdout
    done = runner.invoke(cli, ["grade", "due", "small", "soon", *command])
    assert isinstance(done.exception, times.TimeError)
    done = runner.invoke(cli, ["grade", "due", "small", "2026-03-03", "--student", "nobody", *command])
    assert "knows no student nobody" in str(done.exception)
