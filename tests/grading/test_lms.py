"""The round trip with a learning-management system: downloads as Moodle and Canvas make them, and files as they import them."""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shutil
import signal
import unicodedata
import zipfile
from pathlib import Path

import pytest
from classes import make_classroom
from click.testing import CliRunner
from small_course import RIGHT, hand_in, notebook

from course.cli import cli
from course.content import assignments
from course.errors import CourseError
from course.grading import feedback, run
from course.grading.classroom import Classroom
from course.grading.lms import collect, download, handback
from course.grading.lms import roster as rosters

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]
MEMO = "Misses have a price too: $p = 1 - \\frac{a}{b}$, and `$x$` is code."
FIRST = ("Anna", "Jörg", "Cleo", "Dan", "Zoë", "María José", "Nguyễn", "Søren", "Łukasz", "O'Brian")
LAST = ("Berg", "Núñez", "van der Berg", "Müller-Lüdenscheidt", "Tran")


class Student:
    def __init__(self, number: int):
        self.first, self.last = FIRST[number % len(FIRST)], f"{LAST[number % len(LAST)]} {'abcdefghij'[number // 3]}"
        self.id, self.idnumber, self.participant, self.user = f"s{number:02d}", f"47{number:03d}", 900 + number, 3000 + number
        self.right = number % 3 != 0
        self.name = f"{self.first} {self.last}"
        self.email = f"{self.id}@uni.example"


CLASS = [Student(number) for number in range(30)]
ABSENT, AGAIN, RENAMED = CLASS[7], CLASS[4], CLASS[11]


def books(assignment) -> dict[bool, bytes]:
    wrong = {"mean": "def mean(xs):\n    return sum(xs)"}
    return {right: json.dumps(notebook(assignment, RIGHT | ({} if right else wrong), memo=MEMO)).encode() for right in (True, False)}


def moodle_zip(path: Path, assignment) -> Path:
    """As *Download all submissions* writes it, with groups and folders."""
    made = books(assignment)
    with zipfile.ZipFile(path, "w") as archive:
        for number, one in enumerate(CLASS):
            if one is ABSENT:
                continue
            group = "Group A-" if number % 2 else ""
            ending = "_" if number % 5 else ""  # since Moodle 4.1 there is none
            folder = f"{group}{one.name}_{one.participant}_assignsubmission_file{ending}"
            if one is AGAIN:
                archive.writestr(f"{folder}/small.ipynb", made[not one.right])
                archive.writestr(f"{folder}/small-1.ipynb", made[one.right])
            else:
                archive.writestr(f"{folder}/{'my solution.ipynb' if one is RENAMED else 'small.ipynb'}", made[one.right])
        archive.writestr("Ghost Rider_77_assignsubmission_file_/small.ipynb", made[True])
        archive.writestr("__MACOSX/x/._small.ipynb", b"x")
        archive.writestr("readme.txt", b"x")
    return path


def worksheet(path: Path) -> Path:
    """Moodle's grading worksheet, as a spreadsheet saves it again: with semicolons, in Windows-1252 where that has the letters."""
    head = ["Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Last modified (submission)"]
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(head)
    for one in CLASS:
        when = "-" if one is ABSENT else "Sunday, 1 March 2026, 6:00 PM"
        table.writerow([f"Participant {one.participant}", one.name, one.idnumber, one.email, "", "-", when])
    path.write_bytes("﻿".encode("utf-16-le") + out.getvalue().encode("utf-16-le"))
    return path


def class_list(path: Path) -> Path:
    rows = ["id,first_name,last_name,email,lms_user_id", *(f"{one.id},{one.first},{one.last},{one.email},{one.idnumber}" for one in CLASS)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return path


def canvas_zip(path: Path, assignment) -> Path:
    """As *Download Submissions* writes it: names without anything but word characters, LATE, numbers of user and file."""
    made = books(assignment)
    with zipfile.ZipFile(path, "w") as archive:
        for number, one in enumerate(CLASS):
            if one is ABSENT:
                continue
            late = "_LATE" if number == 2 else ""
            prefix = f"{rosters.compact(one.last + one.first)}{late}_{one.user}"
            if one is AGAIN:
                archive.writestr(f"{prefix}_5001_small.ipynb", made[not one.right])
            archive.writestr(f"{prefix}_{5100 + number}_{'small-1' if one is AGAIN else 'my_solution' if one is RENAMED else 'small'}.ipynb", made[one.right])
        archive.writestr("nobody.ipynb", made[True])
    return path


def gradebook_export(path: Path) -> Path:
    """Canvas's gradebook export; the semester's other columns do not matter."""
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Quiz (12)"], ["    Points Possible", "", "", "", "", "5"]]
    rows += [[f"{one.last}, {one.first}", str(one.user), one.idnumber, one.id, "A", "4"] for one in CLASS]
    rows += [["Student, Test", "1", "", "", "A", ""]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def read_every_essay(room: Classroom) -> None:
    """As the formgrader does it, with a comment for one."""
    with room.gradebook() as book:
        for submission in book.assignment_submissions("small"):
            grade = book.find_grade("memo", "small", "small", submission.student.id)
            grade.manual_score, grade.needs_manual_grade = 3, False
        book.db.commit()


def grade(room: Classroom, examiner) -> run.Report:
    return run.grade(room, "small", assignments=room.root.parent / "assignments", progress=False, examiner=examiner)


def moodle_reads(path: Path) -> dict[int, str]:
    """participant -> page, by the rules of Moodle's importer of feedback files."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for part in name.split("/"):
                info = part.split("_", 4)
                if len(info) >= 4 and info[1].isdigit() and (info[2], info[3]) == ("assignsubmission", "file"):
                    found[int(info[1])] = archive.read(name).decode()
                    break
    return found


def test_a_class_of_thirty_from_a_moodle_download_to_the_files_that_moodle_imports(tmp_path, examiner):
    room = make_classroom(tmp_path)
    assignment = assignments.load("small", tmp_path / "assignments")
    runner, here = CliRunner(), ["--course", str(room.root)]
    lists = ["--roster", str(class_list(tmp_path / "class.csv")), "--roster", str(worksheet(tmp_path / "sheet.csv"))]
    done = runner.invoke(cli, ["grade", "collect", str(moodle_zip(tmp_path / "m.zip", assignment)), *lists, *here])
    assert done.exit_code == 0, done.output
    assert "small, from Moodle: 29 new, 0 replaced, 0 as before, 1 of the class without a submission." in done.stdout
    assert "taken from the list for 29" in done.stdout and f"nothing handed in: {ABSENT.id}" in done.stderr
    assert "not taken: Ghost Rider_77" in done.stderr and "not taken: readme.txt" in done.stderr
    assert f"{AGAIN.id}: small-1.ipynb   from" in done.stdout
    report = grade(room, examiner)
    assert len(report.graded) == 29 and report.without == [ABSENT.id]
    assert {(name, notice.kind) for name, notice in report.unusual} == {(AGAIN.id, "several notebooks"), (RENAMED.id, "another name")}
    done = runner.invoke(cli, ["grade", "return", "small", "--to", "moodle", *here])
    assert "29 of 29 students still wait" in str(done.exception) and not list(room.root.glob("*.zip"))
    read_every_essay(room)
    done = runner.invoke(cli, ["grade", "return", "small", "--to", "moodle", *here])
    assert done.exit_code == 0, done.output
    pages = moodle_reads(room.root / "small-feedback-moodle.zip")
    assert set(pages) == {one.participant for one in CLASS if one is not ABSENT}
    for one in CLASS:
        if one is not ABSENT:
            assert ("The mean is the sum divided" in pages[one.participant]) == (not one.right), one.id
    done = runner.invoke(cli, ["grade", "export", "small", "--format", "moodle", "--to", str(tmp_path / "g.csv"), *here])
    assert done.exit_code == 0 and f"handed in nothing: {ABSENT.id}" in done.stderr
    sheet = {row["Identifier"]: row for row in csv.DictReader((tmp_path / "g.csv").open(newline=""))}
    assert "Last modified (grade)" in sheet["Participant 900"]  # without this column Moodle takes no worksheet
    for one in CLASS:
        if one is ABSENT:
            assert f"Participant {one.participant}" not in sheet
        else:
            row = sheet[f"Participant {one.participant}"]
            assert row["Grade"] == ("9" if one.right else "6") and row["ID number"] == one.idnumber and row["Full name"] == one.name
            assert row["Feedback comments"] == ("" if one.right else "mean: The mean is the sum divided by how many there are.")
    # The same download again changes nothing, and nothing is graded anew.
    done = runner.invoke(cli, ["grade", "collect", str(tmp_path / "m.zip"), *lists, *here])
    assert "0 new, 0 replaced, 29 as before" in done.stdout
    assert grade(room, examiner).unchanged == 29
    a_page_for_its_student(room)


def a_page_for_its_student(room: Classroom) -> None:
    """Tasks by name, a formula drawn, code left as it is."""
    page = (room.root / "feedback" / CLASS[1].id / "small" / "small.html").read_text()
    assert ">double</a>" in page and ">memo</a>" in page and "Test cell" not in page and "Written response" not in page
    assert 'alt="p = 1 - \\frac{a}{b}"' in page and "<code>$x$</code>" in page
    made = (room.root / "feedback" / CLASS[1].id / "small" / "small.html").stat().st_mtime_ns
    assert feedback.write(room, "small") == 29
    assert (room.root / "feedback" / CLASS[1].id / "small" / "small.html").stat().st_mtime_ns == made, "a page that is as it must be is left"


def test_a_class_of_thirty_from_a_canvas_download_to_the_files_that_canvas_imports(tmp_path, examiner):
    room = make_classroom(tmp_path)
    assignment = assignments.load("small", tmp_path / "assignments")
    runner, here = CliRunner(), ["--course", str(room.root)]
    lists = ["--roster", str(gradebook_export(tmp_path / "canvas.csv"))]
    done = runner.invoke(cli, ["grade", "collect", str(canvas_zip(tmp_path / "c.zip", assignment)), "--from", "canvas", *lists, *here])
    assert done.exit_code == 0, done.output
    assert "small, from Canvas: 29 new, 0 replaced, 0 as before, 1 of the class without a submission." in done.stdout
    assert f"marked as late by the system, which gives no time: their timestamp.txt can say it: {CLASS[2].id}" in done.stderr
    assert "not taken: nobody.ipynb" in done.stderr
    report = grade(room, examiner)
    assert len(report.graded) == 29 and report.without == [ABSENT.id]
    assert {(name, notice.kind) for name, notice in report.unusual} == {(AGAIN.id, "several notebooks"), (RENAMED.id, "another name")}
    read_every_essay(room)
    done = runner.invoke(cli, ["grade", "return", "small", "--to", "canvas", *here])
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(room.root / "small-feedback-canvas.zip") as archive:
        # Canvas takes the first two parts that are numbers for user and file; the file must be one of that submission.
        told = {tuple(int(part) for part in name.split("_") if part.isdigit())[:2] for name in archive.namelist()}
        assert not any(name.split("_")[-1].startswith("link") for name in archive.namelist())
    assert told == {(one.user, 5100 + number) for number, one in enumerate(CLASS) if one is not ABSENT}
    done = runner.invoke(cli, ["grade", "export", "small", "--format", "canvas", "--column", "Small (812)", "--to", str(tmp_path / "g.csv"), *here])
    assert done.exit_code == 0
    head, points, *rows = csv.reader((tmp_path / "g.csv").open(newline=""))
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Small (812)"] and points[-1] == "10"
    wanted = {(str(one.user), one.idnumber, one.id, "9" if one.right else "6") for one in CLASS if one is not ABSENT}
    assert {(row[1], row[2], row[3], row[5]) for row in rows} == wanted


# --- whose is it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "who", "number", "file"), [
    ("Anna Berg_101_assignsubmission_file_/a/b.ipynb", "Anna Berg", "101", "a/b.ipynb"),
    ("top/Anna Berg_101_assignsubmission_file/b.ipynb", "Anna Berg", "101", "b.ipynb"),
    ("Group 1-Anna Berg_101_assignsubmission_file_b_c.ipynb", "Group 1-Anna Berg", "101", "b_c.ipynb"),
    ("Anna Berg_101_assignsubmission_onlinetext_/onlinetext.html", "Anna Berg", "101", "onlinetext.html"),
])  # fmt: skip
def test_moodle_s_names_are_read(tmp_path, name, who, number, file):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr(name, b"x")
    (piece,) = download.read(tmp_path / "m.zip").pieces
    assert (piece.who[0], piece.number, piece.file) == (who, number, file)


@pytest.mark.parametrize(("name", "who", "number", "order", "file"), [
    ("berganna_101_5001_small-1.ipynb", "berganna", "101", 5001, "small-1.ipynb"),
    ("berganna_LATE_101_5001_my_small_2.ipynb", "berganna", "101", 5001, "my_small_2.ipynb"),
    ("berganna_late_101_5001_small.ipynb", "berganna", "101", 5001, "small.ipynb"),
    ("berg_anna_101_5001_small.ipynb", "berg_anna", "101", 5001, "small.ipynb"),
    ("berganna_101_text.html", "berganna", "101", 0, "text.html"),
])  # fmt: skip
def test_canvas_s_names_are_read(tmp_path, name, who, number, order, file):
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr(name, b"x")
    (piece,) = download.read(tmp_path / "c.zip").pieces
    assert (piece.who[0], piece.number, piece.order, piece.file) == (who, number, order, file)


def test_names_in_old_archives_are_read(tmp_path):
    """macOS writes UTF-8 without saying so; Windows writes the letters of DOS."""
    for number, raw in enumerate(("Jörg Tran".encode(), "Jörg Tran".encode("cp850"), unicodedata.normalize("NFD", "Jörg Tran").encode())):
        name = "J?rg Tran_1_assignsubmission_file_/small.ipynb".replace("J?rg Tran", "x" * len(raw))
        path = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, b"x")
        path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
        (piece,) = download.read(path).pieces
        assert "Jörg Tran" in piece.who


def test_a_folder_of_folders_is_read_as_people_hand_it_over(classroom):
    assignment = assignments.load("small", classroom.root.parent / "assignments")
    made, top = books(assignment)[True], classroom.root.parent / "handed"
    for place in ("submitted/ada/small/small.ipynb", "submitted/ben/small/small.ipynb", "submitted/ben/small/data/x.csv"):
        (top / place).parent.mkdir(parents=True, exist_ok=True)
        (top / place).write_bytes(made)
    report = collect.collect(classroom, top, progress=False)
    assert (report.system, report.new, report.slug) == ("folder", ["ada", "ben"], "small")
    assert (classroom.root / "submitted" / "ben" / "small" / "data" / "x.csv").exists()
    assert (classroom.root / "submitted" / "ada" / "small" / "small.ipynb").read_bytes() == made
    flat = classroom.root.parent / "flat"
    flat.mkdir()
    (flat / "ada.ipynb").write_bytes(made + b" ")
    (flat / "eve.ipynb").write_bytes(made)
    report = collect.collect(classroom, flat, progress=False)
    assert (report.replaced, report.new, report.newcomers) == (["ada"], ["eve"], ["eve"])
    kept = classroom.root / "replaced" / "ada" / "small" / "1" / "small.ipynb"
    assert kept.read_bytes() == made, "the earlier work is kept"


def test_nobody_is_guessed(tmp_path):
    people = rosters.Roster((rosters.Person("a", "Anna", "Berg"), rosters.Person("b", "Anna", "Berg"), rosters.Person("c", "Cleo", "O'Neil-Tran"), rosters.Person("d")))
    assert people.by_name("Anna Berg") is None and people.by_name("") is None and people.by_number("moodle", "") is None
    assert people.by_name("O’Neil-Tran Cleo").id == "c" and people.by_name("oneiltrancleo", "canvas").id == "c"


def test_lists_are_read_as_spreadsheets_write_them(tmp_path):
    for text, encoding in (
        ("id,last_name\nzoë,Müller\nben,B\n", "utf-8"),
        ("id;last_name\r\nzoë;Müller\r\nben;B\r\n", "cp1252"),
        ("﻿id\tlast_name\nzoë\tMüller\nben\tB\n\n", "utf-16"),
        (unicodedata.normalize("NFD", "ID,last_name\nzoë,Müller\nben,B"), "utf-8-sig"),
    ):
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        found = rosters.read(path).people
        assert [(one.id, one.last_name) for one in found] == [("zoë", "Müller"), ("ben", "B")], encoding
    for text, words in (("name\nx\n", "no column `id`"), ("id\na/b\n", "cannot be a student id"), ("id\na\na\n", "listed twice"),
                        ("id,email\n,x@y\n", "cannot be a student id"), ("", "no column")):  # fmt: skip
        path.write_text(text)
        with pytest.raises(CourseError, match=words):
            rosters.read(path)


def test_what_is_no_download_says_so(classroom, tmp_path):
    (tmp_path / "x.rar").write_bytes(b"Rar!")
    with pytest.raises(CourseError, match="no zip and no folder"):
        collect.collect(classroom, tmp_path / "x.rar", progress=False)
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a/b.ipynb", b"{}")
    with pytest.raises(CourseError, match="Is it from another system"):
        collect.collect(classroom, tmp_path / "x.zip", system="moodle", progress=False)
    with pytest.raises(CourseError, match="has no assignment 'large'; it has small"):
        collect.collect(classroom, tmp_path / "x.zip", slug="large", progress=False)
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../evil.ipynb", b"{}")
        archive.writestr("ada/small.ipynb", b"{}")
        link = zipfile.ZipInfo("ada/passwd")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    report = collect.collect(classroom, tmp_path / "evil.zip", progress=False)
    assert report.new == ["ada"] and len(report.refused) == 2
    assert not list(tmp_path.glob("**/evil.ipynb")) and not list(classroom.root.glob("**/passwd"))


# --- killed at any moment -------------------------------------------------------------------------------------------


def killed(at: int, work) -> bool:
    """Do ``work`` in a child that is killed in the middle of its ``at``-th step that touches the disk; False if it had fewer."""
    child = os.fork()
    if child == 0:
        left = [at]

        def last(then) -> None:
            left[0] -= 1
            if left[0] == 0:
                then()
                os.kill(os.getpid(), signal.SIGKILL)

        replace, write = os.replace, Path.write_bytes

        def replace_or_die(*args, **kwargs):
            last(lambda: None)
            return replace(*args, **kwargs)

        def write_or_die(self, data):
            last(lambda: write(self, data[: len(data) // 2]))
            return write(self, data)

        os.replace, Path.write_bytes = replace_or_die, write_or_die
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_collecting_may_be_killed_at_any_moment(classroom):
    assignment = assignments.load("small", classroom.root.parent / "assignments")
    made, tmp = books(assignment), classroom.root.parent
    with zipfile.ZipFile(tmp / "f.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"s{number}/small.ipynb", made[True])
            archive.writestr(f"s{number}/data.csv", b"1,2,3")
    for at in itertools.count(1):
        for folder in ("submitted", "replaced"):
            shutil.rmtree(classroom.root / folder, ignore_errors=True)
        hand_in(classroom.root, "s1", b"earlier work")
        died = killed(at, lambda: collect.collect(Classroom(classroom.root), tmp / "f.zip", progress=False))
        for folder in [*classroom.root.glob("submitted/*/small"), *classroom.root.glob("replaced/*/small/*")]:
            there = {one.name: one.read_bytes() for one in folder.iterdir()}
            assert there in ({"small.ipynb": made[True], "data.csv": b"1,2,3"}, {"small.ipynb": b"earlier work"}), at
        if not died:
            break
        if at % 4 == 0:  # whatever was left behind, the next run ends as it must
            collect.collect(classroom, tmp / "f.zip", progress=False)
            assert len(list(classroom.root.glob("submitted/*/small/data.csv"))) == 4
            assert not list(classroom.root.glob("submitted/*/.small-*"))
    assert at > 12
    report = collect.collect(classroom, tmp / "f.zip", progress=False)
    assert len(report.unchanged) == 4
    assert [one.read_bytes() for one in classroom.root.glob("replaced/s1/small/*/small.ipynb")] == [b"earlier work"]


def test_an_archive_is_whole_or_not_there(classroom, tmp_path):
    people = rosters.Roster((rosters.Person("a", full_name="Anna_Berg", moodle="7"), rosters.Person("b")))
    folders = {}
    for one in ("a", "b"):
        folders[one] = tmp_path / "personal" / one
        folders[one].mkdir(parents=True)
        (folders[one] / "small.ipynb").write_bytes(os.urandom(10_000))
    out = tmp_path / "out.zip"
    assert killed(1, lambda: handback.notebooks(folders, people, "folder", out)) and not out.exists()
    assert handback.notebooks(folders, people, "folder", out).inside == ["a", "b"]
    before = out.read_bytes()
    assert killed(1, lambda: handback.notebooks(folders, people, "folder", out)) and out.read_bytes() == before
    packed = handback.notebooks(folders, people, "moodle", tmp_path / "moodle.zip")
    assert packed.inside == ["a"] and "gives no Identifier" in packed.without["b"]
    assert zipfile.ZipFile(tmp_path / "moodle.zip").namelist() == ["Anna Berg_7_assignsubmission_file_/small.ipynb"]
