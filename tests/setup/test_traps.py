"""No interpreter of ours imports from the folder it stands in, or from a submission.

Every folder that a user may stand in is filled with files named after every module there is. Each leaves a mark when it is
run, and breaks whatever has run it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient

from course import paths
from course.content import notebooks
from course.content.assignments import load
from tests.conftest import ROOT

SLUG = "thresholds"
SETTINGS = ["jupyter_config", "jupyter_server_config", "jupyter_lab_config", "jupyter_notebook_config", "ipython_config",
            "ipython_kernel_config", "sitecustomize", "usercustomize", "conftest", "nbgrader_config"]
TRAP = """\
import os
open(os.environ["COURSE_TEST_MARK"], "a").write(__file__ + "\\n")
raise SystemExit("a trap was run: " + __file__)
"""
# As pip installs it: the folder of a script comes first on the path, not the one that is stood in.
# Several commands, one after the other, where a single one is not started for its own sake.
ENTRY = """\
import json, sys
from course.cli import main
commands = json.loads(sys.argv.pop()) if sys.argv[-1].startswith("[[") else [sys.argv[1:]]
for command in commands:
    sys.argv[1:] = command
    try:
        main()
    except SystemExit as end:
        print("ended with", end.code or 0, "|", *command)
        last = end.code
sys.exit(last if len(commands) == 1 else 0)
"""
pytestmark = pytest.mark.timeout(600)


def names() -> set[str]:
    every = {*sys.stdlib_module_names, *packages_distributions(), "course", *SETTINGS}
    return {name for name in every if name.isidentifier() and name not in sys.builtin_module_names}


def lay(folder: Path, *but: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names() - set(but):
        (folder / f"{name}.py").write_text(TRAP)
    for package in ("course", "numpy", "jupyter"):
        (folder / package).mkdir(exist_ok=True)
        (folder / package / "__init__.py").write_text(TRAP)
        (folder / package / "__main__.py").write_text(TRAP)
    return folder


class Commands:
    """Runs ``course`` as installed, standing somewhere."""

    def __init__(self, folder: Path):
        self.mark, self.entry = folder / "mark", folder / "bin" / "course"
        self.entry.parent.mkdir()
        self.entry.write_text(ENTRY)
        self.environment = {**os.environ, "COURSE_TEST_MARK": str(self.mark), "PYTHONPATH": str(ROOT), "COURSE_PROGRESS": ""}

    def run(self, where: Path, *arguments: object, good: tuple[int, ...] = (0,)) -> str:
        command = [sys.executable, str(self.entry), *map(str, arguments)]
        done = subprocess.run(command, cwd=where, env=self.environment, capture_output=True, text=True, check=False)
        self.nothing_was_run(*arguments)
        assert done.returncode in good, (arguments, done.stderr[-2000:])
        return done.stdout + done.stderr

    def each(self, where: Path, *commands: list) -> list[str]:
        """How each of several commands ended, in one process that stands in ``where``."""
        told = self.run(where, json.dumps([[str(word) for word in command] for command in commands]))
        return re.findall(r"^ended with (\S+)", told, flags=re.MULTILINE)

    def nothing_was_run(self, *what: object) -> None:
        assert not self.mark.exists(), (what, self.mark.read_text())


@pytest.fixture
def course(tmp_path):
    return Commands(tmp_path)


def test_the_traps_are_real(tmp_path, course):
    where = lay(tmp_path / "here")
    done = subprocess.run([sys.executable, "-m", "course.cli", "--help"], cwd=where, env=course.environment, check=False)
    assert done.returncode and course.mark.exists()


@pytest.mark.slow
def test_every_command_stands_in_a_trap(tmp_path, course):
    """All modules of all commands are imported, in one process."""
    where = lay(tmp_path / "here")
    from course.cli import COMMANDS

    assert course.each(where, *([group, "--help"] for group in COMMANDS)) == ["0"] * len(COMMANDS)


@pytest.mark.sandbox
def test_a_class_is_graded_in_a_trap(tmp_path, course):
    room = tmp_path / "class"
    course.run(tmp_path, "grade", "prepare", SLUG, "--course", room)
    handed_in = lay(room / "submitted" / "ada" / SLUG)
    notebook = handed_in / f"{SLUG}.ipynb"
    shutil.copy(room / "release" / SLUG / f"{SLUG}.ipynb", notebook)
    lay(room, "nbgrader_config")
    lay(room / "release" / SLUG)
    assert "1 graded" in course.run(room, "grade", "run", SLUG, "--workers", 2)
    about = ([name, SLUG] for name in ("feedback", "export", "requests"))
    ended = course.each(
        room, *(["grade", *one] for one in about), ["grade", "show", SLUG, "ada"], ["grade", "stats", SLUG, "--no-alike"]
    )
    assert ended == ["0"] * 5
    # From where a student's work lies, too. A folder in a class is no class, whatever a student has put there.
    ended = course.each(
        handed_in, ["check", notebook.name], ["grade", "validate", notebook.name], ["grade", "run", SLUG],
        ["grade", "run", SLUG, "--course", room, "--force", "--workers", 1],
    )
    assert ended == ["1", "0", "1", "0"] or ended == ["1", "1", "1", "0"]


@pytest.mark.slow
def test_nbgrader_itself_runs_in_a_trap(tmp_path, course):
    where = lay(tmp_path / "plain", "nbgrader_config")
    course.run(where, "release", where, "--assignment", SLUG, "--plain")
    assert (where / "release" / SLUG / f"{SLUG}.ipynb").exists()


@pytest.mark.slow
def test_a_notebook_is_executed_in_a_trap(tmp_path, course, monkeypatch):
    from course.content.execute import execute

    where = lay(tmp_path / "here")
    monkeypatch.chdir(where)
    monkeypatch.setenv("COURSE_TEST_MARK", str(course.mark))
    notebook = notebooks.release_notebook(load(SLUG))
    notebook.cells = []
    execute(notebook, where)
    course.nothing_was_run("execute")


@contextlib.contextmanager
def lab(course: Commands, folder: Path, where: Path, notebook: str):
    """``course lab NOTEBOOK``, started in ``where``; yields a function that asks its server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR")}
    command = [sys.executable, str(course.entry), "lab", notebook, "--no-browser", "--port", str(port)]
    log = folder / "lab.log"
    with log.open("wb") as out:
        environment = course.environment | settings | {"JUPYTER_TOKEN": "t"}
        server = subprocess.Popen(command, cwd=where, env=environment, stdout=out, stderr=out, start_new_session=True)

    def ask(address: str, **content) -> object:
        body = json.dumps(content).encode() if content else None
        headers = {"Authorization": "token t", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/{address}", data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    try:
        patience = time.monotonic() + 120
        while True:
            try:
                ask("api")
                break
            except OSError:
                assert server.poll() is None and time.monotonic() < patience, log.read_text()[-3000:]
                time.sleep(0.3)
        yield ask
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(120)  # its kernels end first, slowly on a busy machine


@pytest.mark.slow
def test_a_lab_opens_on_a_trap_and_its_kernel_starts(tmp_path, course):
    where = lay(tmp_path / "here")
    (where / "work.ipynb").write_bytes(notebooks.to_bytes(notebooks.release_notebook(load(SLUG))))
    with lab(course, tmp_path, where, "work.ipynb") as ask:
        assert {one["name"] for one in ask("api/contents")["content"]} >= {"work.ipynb"}
        kernel = ask("api/sessions", path="work.ipynb", type="notebook", name="", kernel={"name": "python3"})["kernel"]["id"]
        connection = tmp_path / "JUPYTER_RUNTIME_DIR" / f"kernel-{kernel}.json"
        client = BlockingKernelClient(connection_file=str(connection))
        client.load_connection_file()
        client.start_channels()
        try:
            assert client.execute("import course, numpy, json", reply=True, timeout=120)["content"]["status"] == "ok"
        finally:
            client.stop_channels()
    course.nothing_was_run("lab")


def test_a_class_is_opened_as_one_and_what_lies_in_it_is_not(tmp_path, monkeypatch):
    from course.setup import launch

    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    room, inside = tmp_path / "class", tmp_path / "class" / "submitted" / "ada"
    for folder in (room, inside):
        folder.mkdir(parents=True)
        (folder / paths.NBGRADER).write_text("c = get_config()\nc.ClearSolutions.code_stub = {'python': 'mine'}\n")
    assert launch.is_class(room) and not launch.is_class(inside)
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader(paths.NBGRADER, path=str(launch._settings(room))).load_config()
    assert config.CourseDirectory.root == str(room) and config.ClearSolutions.code_stub == {"python": "mine"}


def test_every_python_that_is_started_is_told_not_to_look_here():
    """The rule in the source: no ``python -m`` without ``-P`` before it."""
    for path in (ROOT / "course").rglob("*.py"):
        for number, line in enumerate(path.read_text().split("\n"), 1):
            if re.search(r"""["']-m["'],""", line):
                assert "children.python(" in line or '"-P"' in line or line.strip().startswith(("zygote", "worker", '"-m"')), f"{path}:{number}"
