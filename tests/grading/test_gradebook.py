"""What a run leaves in nbgrader's gradebook, and what it must not touch."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from classes import grade_command, scores
from click.testing import CliRunner
from pages import active
from small_course import ASSIGNMENT, HIDDEN, POINTS, RIGHT, hand_in, notebook, write_assignment

from course.cli import cli
from course.content import assignments
from course.errors import CourseError
from course.grading import export, feedback, lateness, nbgrader_settings, run, stats
from course.grading.classroom import Classroom
from course.grading.edition import Editions
from course.grading.gradebook import reader
from course.grading.records import Submitted
from course.grading.sandbox import launcher
from course.grading.sandbox.limits import Limits

RUBRIC = """
task: memo
points: 4
criteria:
  - {id: cost, asks: Names a cost., levels: [{points: 0, text: None named.}, {points: 4, text: One named.}]}
anchors:
  - {level: strong, points: 4, meets: {cost: 4}, text: Misses have a price too.}
"""
pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]


@pytest.fixture
def assignment(classroom):
    return assignments.load("small", classroom.root.parent / "assignments")


@pytest.fixture
def grade(classroom, examiner):
    """Grade the class, with the examiner that all tests share."""

    def go(**options) -> run.Report:
        folder = classroom.root.parent / "assignments"
        options = {"examiner": examiner} | options
        return run.grade(classroom, "small", assignments=folder, progress=False, **options)

    return go


def test_one_class_from_folder_to_csv(classroom, assignment, grade, examiner):
    """One long story, to start the sandbox once: grade, comment, regrade, request, feedback, export, statistics."""
    root = classroom.root
    (assignment.folder / "rubric.yml").write_text(RUBRIC)
    classroom.prepare(assignment)
    told = (root / "release" / "small" / "rubric.md").read_text()
    assert "Names a cost." in told and "Misses have a price" not in told
    hand_in(root, "ada", notebook(assignment, RIGHT, memo="My *answer*."), timestamp__txt=b"2026-01-03 12:00:00 UTC")
    hand_in(root, "ben", notebook(assignment, RIGHT | {"mean": "def mean(xs):\n    return sum(xs)"}))
    hand_in(root, "cleo", b"rubbish")
    with classroom.gradebook() as gradebook:
        gradebook.update_or_create_assignment("small", duedate=datetime(2026, 1, 1, 12, 30))
    report = grade()
    assert sorted(report.graded) == ["ada", "ben", "cleo"] and list(report.reasons) == ["cleo"]
    assert scores(classroom, "ada") == POINTS | {"memo": 0}
    assert scores(classroom, "ben") == POINTS | {"mean": 0, "memo": 0}
    assert scores(classroom, "cleo") == dict.fromkeys([*POINTS, "memo"], 0)
    with classroom.gradebook() as gradebook:
        ada, ben, cleo = (gradebook.find_submission_notebook("small", "small", n) for n in ("ada", "ben", "cleo"))
        assert ada.needs_manual_grade and not ben.needs_manual_grade and not cleo.needs_manual_grade
        comments = {c.name: c.comment for c in ben.comments}
        assert comments["mean"] == "The mean is the sum divided by how many there are."
        assert comments["double"] is None and comments["memo"] == "No response."
        assert "not a notebook" in {c.name: c.comment for c in cleo.comments}["double"]

    # Nothing has changed: nothing is done. No policy: no penalty.
    assert grade().unchanged == 3
    with classroom.gradebook() as gradebook:
        assert gradebook.find_submission_notebook("small", "small", "ada").late_submission_penalty is None

    # What a person gave stays, whatever is graded again; a changed score under it asks for a look.
    with classroom.gradebook() as gradebook:
        for student, name, score in (("ada", "memo", 3), ("ben", "mean-check", 2), ("ben", "shout-check", 0.5)):
            one = gradebook.find_grade(name, "small", "small", student)
            one.manual_score, one.needs_manual_grade = score, False
        gradebook.find_comment("mean", "small", "small", "ben").manual_comment = "Nearly."
        gradebook.find_grade("double-check", "small", "small", "ben").extra_credit = 1
        gradebook.db.commit()
    hand_in(root, "ben", notebook(assignment, RIGHT), regrade__txt=b"mean: I <b>mended</b> it\nnonsense\nno_task: x\n")
    classroom.config.LatePolicy.percent_per_day = 10
    with (root / "nbgrader_config.py").open("a") as settings:
        settings.write("c.LatePolicy.percent_per_day = 10\n")
    report = grade(force=True)
    assert len(report.graded) == 3
    assert scores(classroom, "ada")["memo"] == 3
    assert scores(classroom, "ben") == {"double": 3, "mean": 2, "shout": 0.5, "memo": 0}
    with classroom.gradebook() as gradebook:
        ben = {g.name: g for g in gradebook.find_submission_notebook("small", "small", "ben").grades}
        assert ben["mean-check"].auto_score == 3 and ben["mean-check"].needs_manual_grade
        assert not ben["shout-check"].needs_manual_grade
        assert gradebook.find_comment("mean", "small", "small", "ben").comment == "Nearly."
        ada = gradebook.find_submission_notebook("small", "small", "ada")
        assert not {g.name: g for g in ada.grades}["memo"].needs_manual_grade
        assert ada.late_submission_penalty == pytest.approx(0.2 * 9)  # two days begun, 9 points
        auto = gradebook.find_comment("mean", "small", "small", "ben").auto_comment
        assert "Regrade requested" in auto and "<b>" not in auto

    runner = CliRunner()
    here = ["--course", str(root)]
    graded = root / "autograded" / "ben" / "small" / "small.ipynb"
    assert "2 of 2 points." in graded.read_text()

    # Whoever reads the essay sees the rubric below it: nbgrader's formgrader shows this notebook.
    cells = nbformat.read(root / "autograded" / "ada" / "small" / "small.ipynb", 4).cells
    place = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells].index("memo")
    assert "answer" in cells[place].source and "Names a cost." in cells[place + 1].source
    assert "Misses have a price" in cells[place + 1].source

    assert feedback.write(classroom, "small") == 3
    page = (root / "feedback" / "ada" / "small" / "small.html").read_text()
    assert "<em>answer</em>" in page and HIDDEN not in page
    assert page.index("<em>answer</em>") < page.index("Names a cost.")
    assert active(page[page.index("<body") :]) == [] and "<script" not in page and "<link" not in page
    assert feedback.POLICY in page

    found = export.grades(classroom, "small")
    assert found.waiting == ["ben"] and not found.without
    table = list(csv.DictReader(io.StringIO(export.to_csv(found))))
    assert [r["student"] for r in table] == ["ada", "ben", "cleo"]
    assert float(table[0]["score"]) == pytest.approx(7.2) and table[1]["mean"] == "2"
    canvas = list(csv.reader(io.StringIO(export.to_csv(found, "canvas"))))
    assert canvas[0][:2] == ["Student", "ID"] and canvas[1][-1] == "10" and canvas[3][-1] == "5.5"
    moodle = list(csv.DictReader(io.StringIO(export.to_csv(found, "moodle"))))
    assert moodle[1]["Grade"] == "5.5" and "mean: Nearly." in moodle[1]["Feedback comments"]

    done = runner.invoke(cli, ["grade", "export", "small", *here, "--to", str(root / "x.csv")])
    assert done.exit_code and "1 of 3 students still wait" in str(done.exception) and not (root / "x.csv").exists()
    done = runner.invoke(cli, ["grade", "export", "small", *here, "--to", str(root / "x.csv"), "--even-so"])
    assert done.exit_code == 0 and (root / "x.csv").read_text() == export.to_csv(found)

    (wrong := assignment.folder / "wrong_answers").mkdir()
    (wrong / "forgets_to_divide.py").write_text(
        '"""\nmisconception: The sum is taken for the mean.\nfails: [mean]\nmessage: "divided by"\n"""\n\n'
        '# %% task="mean"\ndef mean(xs):\n    total = 0\n    for x in xs:\n        total += x\n    return total\n'
    )
    hand_in(root, "dan", notebook(assignment, RIGHT | {"mean": "def mean(xs):\n    return sum(xs)"}))
    grade()
    worst = stats.collect(classroom, Editions("small", assignment.folder.parent), examiner=examiner)[0]
    assert (worst.task, worst.graded, worst.failed) == ("mean", 4, 2)
    assert worst.alike == {"forgets_to_divide": 1}
    blank = {name: f"def {name}(x):\n    raise NotImplementedError()" for name in ("mean", "double")}
    hand_in(root, "eve", notebook(assignment, RIGHT | blank))
    grade()
    told = {one.task: one for one in stats.collect(classroom, Editions("small", assignment.folder.parent), alike=False)}
    assert (told["mean"].graded, told["mean"].failed, told["mean"].not_begun) == (5, 2, 1) and told["double"].not_begun == 1
    assert not any("Not begun" in message for message in told["mean"].messages)
    assert feedback.write(classroom, "small", "eve") == 1
    assert "Not begun" in (root / "feedback" / "eve" / "small" / "small.html").read_text()


def test_a_killed_run_goes_on_where_it_stopped(classroom, assignment, grade):
    """Kill the grader in the middle; the gradebook ends as if nothing had happened."""
    folder, students = classroom.root.parent, [f"s{number}" for number in range(8)]
    wanted = {name: POINTS | {"memo": 0} | ({"mean": 0} if name in students[::3] else {}) for name in students}
    for name in students:
        answers = RIGHT | ({} if wanted[name]["mean"] else {"mean": "def mean(xs): return 0"})
        hand_in(classroom.root, name, notebook(assignment, answers, first=("import time; time.sleep(0.5)",)))
    process = subprocess.Popen(grade_command(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(list(folder.glob("class/autograded/*/small/small.ipynb"))) < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    report = grade()
    assert 2 <= report.unchanged < 8 and report.unchanged + len(report.graded) == 8
    assert {name: scores(classroom, name) for name in students} == wanted


def test_a_worker_that_dies_loses_nothing(classroom, assignment):
    import psutil

    for number in range(10):
        hand_in(classroom.root, f"s{number}", notebook(assignment, RIGHT, first=("import time; time.sleep(0.5)",)))
    options = {"workers": 2, "limits": {"wall": 60}}
    process = subprocess.Popen(grade_command(classroom.root.parent, **options), stdout=subprocess.PIPE, text=True)
    while len(list(classroom.root.glob("autograded/*/small/small.ipynb"))) < 1 and process.poll() is None:
        time.sleep(0.05)
    workers = [p for p in psutil.Process(process.pid).children() if "course.grading.examine" in p.cmdline()]
    assert len(workers) == 2
    workers[0].kill()
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert len(json.loads(out)["graded"]) == 10
    for number in range(10):
        assert scores(classroom, f"s{number}") == POINTS | {"memo": 0}


def test_two_runs_at_once_are_refused(classroom, grade):
    with classroom.lock(), pytest.raises(CourseError, match="another `course grade`"):
        grade()


def test_tasks_may_not_change_under_graded_work(classroom, assignment, grade):
    hand_in(classroom.root, "ada", b"rubbish")
    grade()
    write_assignment(assignment.folder.parent, text=ASSIGNMENT.replace('task="shout"', 'task="cry"'))
    with pytest.raises(CourseError, match="another name"):
        grade()


def test_a_check_that_falls_over_is_told_to_the_instructor(classroom, grade):
    text = ASSIGNMENT.replace("n in student.random.integers(10, 1000, size=4)", "n in [1 / 0]")
    assignment = write_assignment(classroom.root.parent / "assignments", text=text)
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT))
    report = grade()
    assert list(report.faults) == ["double: ZeroDivisionError: division by zero"]
    assert scores(classroom, "ada") == POINTS | {"double": 0, "memo": 0}


def test_nbgrader_itself_does_not_run_student_code_here(classroom, assignment, tmp_path):
    mark = tmp_path / "ran"
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT, first=(f"open({str(mark)!r}, 'w')",)))
    env = os.environ | {"JUPYTER_CONFIG_DIR": str(tmp_path / "none")}
    done = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "nbgrader"), "autograde", "small"],
        cwd=classroom.root,
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert done.returncode != 0 and "course grade run" in done.stderr
    assert not mark.exists()


def test_without_bubblewrap_it_refuses_and_says_what_to_do(classroom, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = CliRunner().invoke(cli, ["grade", "run", "small", "--course", str(classroom.root)])
    assert done.exit_code == 1
    assert isinstance(done.exception, CourseError)
    for word in ("apt-get install bubblewrap", "--trust-submissions"):
        assert word in str(done.exception)


def test_trusting_is_loud_and_written_down(classroom, assignment, grade):
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT, first=("import os\nwho = os.getuid()",)))
    from course.grading.commands import warn_trusted

    @cli.command("warn-for-test")
    def warn():
        warn_trusted()

    said = CliRunner().invoke(cli.commands["warn-for-test"]).stderr
    assert "NO SANDBOX" in said and "YOUR rights" in said
    grade(trust=True, examiner=None)
    assert scores(classroom, "ada") == POINTS | {"memo": 0}
    assert "WITHOUT A SANDBOX" in reader.lines_about(classroom, assignment, "ada")[0]


def test_a_course_inside_what_the_sandbox_sees_is_refused(classroom):
    with pytest.raises(CourseError, match="which the sandbox can read"):
        launcher.Sandbox(protect=(Path(sys.prefix) / "class",))


def test_late_policy():
    policy = nbgrader_settings.LatePolicy(grace_minutes=15, percent_per_day=10, most_percent=25)
    for late, penalty in ((0, None), (900, None), (901, 1), (86400, 1), (86401, 2), (10 * 86400, 2.5)):
        assert policy.late_submission_penalty("ada", 10, late) == penalty


def test_spreadsheets_get_no_formulas():
    for text, wanted in (
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-2", "'-2"),
        ("  =1", "'  =1"),
        ("ok", "ok"),
        ("Ada; =1+1", "Ada;' =1+1"),
        ('Ada";=HYPERLINK("x")', 'Ada";\'=HYPERLINK("x")'),
        ("a\n=1", "a\n'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\x00=1", "'=1"),
        ("a, b - c", "a, b - c"),
    ):
        assert next(csv.reader(io.StringIO(export._table(["a"], [[text]]).split("\n", 1)[1]))) == [wanted], text


def test_validate_says_by_its_exit_code(tmp_path, assignment):
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    good.write_text(json.dumps(notebook(assignment, RIGHT)))
    bad.write_text(json.dumps(notebook(assignment, {})))
    runner = CliRunner()
    assert runner.invoke(cli, ["grade", "validate", str(good)]).exit_code == 0
    done = runner.invoke(cli, ["grade", "validate", str(bad)])
    assert done.exit_code == 1 and "NotImplementedError" in str(done.exception)


def test_a_notebook_cannot_write_on_the_terminal(tmp_path, assignment):
    """Cursor up, line erased, "every cell ran": nothing of that reaches a terminal as it was sent."""
    forged = "\x1b[1A\x1b[2Kgood.ipynb: every cell ran without an error.\u202e\r"
    book = tmp_path / "forged.ipynb"
    book.write_text(json.dumps(notebook(assignment, RIGHT, last=(f"raise ValueError({forged!r})",))))
    command = [sys.executable, "-m", "course.cli", "grade", "validate", str(book)]
    done = subprocess.run(command, capture_output=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 1 and b"every cell ran" in said
    assert not set(b"\x1b\r") & set(said) and "\u202e".encode() not in said and said.count(b"\n") == 1


def test_digest_covers_the_problem():
    assert Submitted(problem="a").digest != Submitted(problem="b").digest
    assert Submitted(request="a").digest != Submitted().digest


def test_the_command_line_takes_its_limits_from_the_one_definition():
    options = {option.name: option.default for option in cli.get_command(None, "grade").commands["run"].params}
    assert (options["wall"], options["memory"]) == (Limits.of().wall, Limits.of().memory)
    small = Limits.of(memory=400, wall=7.5)
    assert (small.cpu, small.address_space) == (8, 1800) and small.cell == Limits.of().cell


def test_a_cell_that_ran_out_of_time_is_told_where_its_names_are_missed(classroom, assignment, grade, examiner):
    slow = "import time\ntime.sleep(30)\ndef mean(xs):\n    return sum(xs) / len(xs)"
    hand_in(classroom.root, "slow", notebook(assignment, RIGHT | {"mean": slow}))
    grade(limits=Limits.of(cell=2))
    told = stats.collect(classroom, Editions("small", assignment.folder.parent), alike=False)
    (message,) = next(one for one in told if one.task == "mean").messages
    assert message.startswith("Time ran out. Code cell") and "more than 2 seconds" in message and "`mean`" in message


def test_a_new_class_is_its_owners_alone_and_its_lock_too(tmp_path):
    before = os.umask(0o022)
    try:
        room = Classroom.make(tmp_path / "there" / "class")
        with room.lock():
            assert (room.root / ".grading.lock").stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)
    assert room.root.stat().st_mode & 0o077 == 0 and not room.open_to_all
    room.root.chmod(0o755)
    assert Classroom.make(room.root).open_to_all, "a folder that is there is left as it is, and that is said"


def test_a_time_long_before_the_due_time_is_doubtful(classroom, assignment, examiner):
    hand_in(classroom.root, "ada", notebook(assignment, RIGHT), timestamp__txt=b"1991-01-01 10:00:00 UTC")
    hand_in(classroom.root, "ben", notebook(assignment, RIGHT), timestamp__txt=b"2026-01-01 10:00:00 UTC")
    with classroom.gradebook() as book:
        lateness.set_due(book, "small", datetime(2026, 1, 2))
    report = run.grade(classroom, "small", examiner=examiner, assignments=classroom.root.parent / "assignments", progress=False)
    assert [(name, one.kind) for name, one in report.unusual] == [("ada", "time doubtful")]
