"""The students' part runs where there is no fcntl, resource, pwd, fork, alarm, O_NOFOLLOW: in short, no Unix."""

import os
import subprocess
import sys

import pytest

from course.content import arc
from tests.conftest import ROOT
from tests.setup import elsewhere

STUDENTS = ("checks", "content", "distances", "errors", "evaluation", "explorer", "faces", "figures", "files", "judgement", "lazy", "matching",
            "mending", "own", "paths", "policy", "recognisers", "rekognition", "setup", "study", "terminal", "timelimit")
# run inside Blender, and inside whatever builds the wheel
NOT_THERE = ("course.faces.render.scene", "course.faces.render.worker", "course.setup.wheel")


@pytest.fixture
def machine(tmp_path):
    """Runs ``course`` there; with folders whose names are not plain ASCII, as many a home's is."""
    home = tmp_path / "Zoë Ångström 名前"
    home.mkdir()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(home), "COURSE_CACHE": str(home / "cache"), "COURSE_WEIGHTS": str(home / "weights"),
                                "COURSE_PROGRESS": str(home / "progress.json")}

    def run(*arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, elsewhere.__file__, *map(str, arguments)], cwd=home, env=environment, capture_output=True,
                              text=True, encoding="utf-8", check=False)

    run.home = home
    return run


def modules() -> list[str]:
    files = [path for room in STUDENTS for path in ([ROOT / "course" / f"{room}.py"] if (ROOT / "course" / f"{room}.py").exists()
                                                    else (ROOT / "course" / room).rglob("*.py"))]
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in files}
    return sorted(names - set(NOT_THERE))


@pytest.mark.slow
def test_every_module_of_the_students_part_is_imported(machine):
    done = machine("import", *modules(), "course.grading.check", "course.proofs.commands", "course.grading.classroom", "course.site.commands")
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
def test_what_is_taken_away_is_missed_by_what_grades(machine):
    """Else the test above would prove nothing."""
    done = machine("import", "course.grading.sandbox.inside.isolation")
    assert done.returncode and "import of resource halted" in done.stderr


@pytest.mark.slow
def test_the_commands_of_a_student_work(machine):
    notebook = ROOT / "assignments" / "scores" / "release" / "scores.ipynb"
    done = machine("matching", "weights")
    assert done.returncode == 0, done.stderr[-2000:]
    done = machine("check", notebook)
    assert "No sandbox here" in done.stderr and "Public checks passed for" in done.stdout, done.stderr[-2000:]
    for command, told in ((["progress"], "tasks passed"), (["claims", "list", "--lesson", "amazon"], "A03"), (["record", "show"], "Kept in"), (["lab", "--help"], "JupyterLab")):
        done = machine(*command)
        assert done.returncode == 0 and told in done.stdout, (command, done.stdout[-300:], done.stderr[-2000:])


@pytest.mark.slow
def test_own_images_are_added(machine):
    from PIL import Image

    from course import faces

    cast = faces.load(role="known", split="development")
    person = machine.home / "Bilder" / "Jürgen"
    person.mkdir(parents=True)
    Image.open(cast.path(cast.images.image.iloc[0])).save(person / "größe.png")
    done = machine("faces", "add", machine.home / "Bilder", "--i-have-consent")
    assert done.returncode == 0 and "1 images added" in done.stdout, done.stderr[-2000:]


@pytest.mark.notebook
def test_a_lesson_runs_with_both_recognisers(machine):
    done = machine("lesson", arc.place("build_a_matcher").path.with_suffix(".ipynb"))
    assert done.returncode == 0, done.stderr[-3000:]


LIMITED = """
import time
from course.timelimit import at_most
begun = time.monotonic()
try:
    with at_most(0.2):
        while True: pass
except TimeoutError as late:
    print("stopped:", late)
try:
    with at_most(0.3):
        with at_most(60):
            while True: pass
except TimeoutError as late:
    print("the outer one:", late)
with at_most(60):
    try:
        with at_most(0.2):
            while True: pass
    except TimeoutError as late:
        print("the inner one:", late)
for _ in range(300):  # at the very end
    try:
        with at_most(0.001):
            time.sleep(0.001)
    except TimeoutError:
        pass
for _ in range(100_000): pass
print("and goes on")
"""


@pytest.mark.slow
def test_code_that_takes_too_long_is_stopped_without_alarms(machine, tmp_path):
    (tmp_path / "limited.py").write_text(LIMITED, encoding="utf-8")
    done = machine("run", tmp_path / "limited.py")
    assert done.stdout.splitlines() == ["stopped: it took more than 0.2 seconds", "the outer one: it took more than 0.3 seconds",
                                        "the inner one: it took more than 0.2 seconds", "and goes on"], done.stderr


def test_the_lab_is_attended_where_there_is_no_exec(monkeypatch):
    """Started as a child, it is waited for; its exit code is the command's."""
    from course.setup import launch

    assert launch._attended([sys.executable, "-c", "raise SystemExit(7)"], dict(os.environ)) == 7


@pytest.mark.parametrize("command", [("grade", "sandbox"), ("grade", "run", "matcher")])
@pytest.mark.slow
def test_grading_says_in_one_sentence_what_to_do(machine, command, monkeypatch):
    done = machine(*command)
    assert done.returncode == 1 and done.stderr.strip().count("\n") == 0
    assert "WSL" in done.stderr and "container" in done.stderr and "hub" in done.stderr
