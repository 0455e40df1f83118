"""The wheel is the whole course: built, installed into an environment of its own, and used from anywhere."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
import zipfile
from email import message_from_bytes
from pathlib import Path

import nbformat
import pytest
import yaml
from filelock import FileLock

from course import paths
from course.setup.lock import pins
from tests.conftest import ROOT, free_port, missing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
UV = [sys.executable, "-m", "uv"]


def uv(*arguments: object) -> None:
    """Run uv, from its cache where that is enough; skip where no index answers."""
    for more in (["--offline"], []):
        done = subprocess.run([*UV, *map(str, arguments), *more], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode == 0:
            return
    if "No module named uv" in done.stderr or any(word in done.stderr for word in ("error sending request", "Failed to fetch", "client error")):
        missing("uv, or a package index", f"Set the course up with course/setup/bootstrap.py. {done.stderr.strip()[-300:]}")
    raise AssertionError(done.stderr[-3000:])


@pytest.fixture(scope="module")
def wheel() -> Path:
    """The wheel, installed beside it with all it asks for. The environment is kept: its next start need not compile everything anew."""
    folder = paths.CACHE / "wheel"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):
        uv("build", "--wheel", "-q", "-o", folder, ROOT)
        built = next(folder.glob("*.whl"))
        python, stamp = folder / "venv" / "bin" / "python", folder / "installed"
        now = f"{sys.version} {hashlib.sha256(built.read_bytes()).hexdigest()}"
        if not stamp.exists() or stamp.read_text() != now:
            if not stamp.exists() or sys.version not in stamp.read_text():
                uv("venv", "-q", "--clear", "--python", sys.executable, folder / "venv")
            uv("pip", "install", "-q", "--python", python, "--reinstall-package", "course", built)
            stamp.write_text(now)
    return built


class Installed:
    """The course from the wheel, for a user with a home of its own."""

    def __init__(self, environment: Path, folder: Path):
        self.bin, self.home, self.copy = environment / "bin", folder / "home Zoë", folder / "home Zoë" / "face recognition"
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTHON", "XDG_", "JUPYTER_"))}
        self.environment |= {"HOME": str(self.home)}

    def run(self, *arguments: object, program: str = "course", where: Path | None = None) -> subprocess.CompletedProcess:
        return subprocess.run([self.bin / program, *map(str, arguments)], cwd=where or self.home, env=self.environment, capture_output=True,
                              text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    one = Installed(wheel.parent / "venv", tmp_path_factory.mktemp("clean"))
    one.home.mkdir()
    return one


def test_the_wheel_is_small_and_asks_for_the_locked_versions(wheel):
    assert wheel.stat().st_size <= 36e6
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        (metadata,) = (name for name in names if name.endswith("/METADATA"))
        told = message_from_bytes(opened.read(metadata))
    (locked,) = (one["pip"] for one in yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"] if isinstance(one, dict))
    wanted = {line.replace(" ", "") for line in told.get_all("Requires-Dist") if "==" in line}
    assert set(pins("\n".join(locked[:-1]))) <= {re.split(r"[=;\[]", line)[0] for line in wanted}
    assert told["Requires-Python"] == ">=3.11,<3.15" or told["Requires-Python"] == "<3.15,>=3.11"
    assert {name.split("/")[0] for name in names} == {"course", metadata.split("/")[0]}
    tracked = subprocess.run(["git", "ls-files", "-z", "--", "course", "notebooks", "assignments", "data"], cwd=ROOT, capture_output=True, text=True,
                             encoding="utf-8", check=False).stdout.split("\0")
    inside = {name.removeprefix("course/shipped/") for name in names}
    assert [name for name in tracked if name and not name.endswith(".jpg") and name not in inside] == ["course/teach/key.yml"]  # for teachers
    assert not [name for name in names if name.endswith((".pyc", ".tmp")) or "/.ipynb_checkpoints/" in name]


def test_a_student_starts_checks_and_goes_on(installed):
    assert "there is no working copy yet" in installed.run("lab", "--no-browser").stderr
    done = installed.run("start", installed.copy)
    assert done.returncode == 0 and "Open it: course lab" in done.stdout, done.stderr
    # Within the copy or anywhere else, it is the same course.
    work = installed.copy / "assignments" / "scores" / "release" / "scores.ipynb"
    done = installed.run("check", work, where=Path("/"))
    assert "Public checks passed for 0 of" in done.stdout, done.stderr[-2000:]
    assert f"Kept in {installed.copy / '.progress.json'}" in installed.run("progress", where=Path("/")).stdout
    assert f"Kept in {installed.copy / '.progress.json'}" in installed.run("progress", where=work.parent).stdout
    mine = nbformat.read(work, as_version=4)
    mine.cells[0].source += "\n\nMine."
    nbformat.write(mine, work)
    before = work.read_bytes()
    done = installed.run("start", installed.copy)
    assert "left alone, as you have changed them: assignments/scores/release/scores.ipynb" in done.stdout
    assert work.read_bytes() == before
    assert "needs a checkout" in installed.run("build").stderr


EXECUTE = """
import sys, nbformat
from pathlib import Path
from course.content.execute import execute
path = Path(sys.argv[1])
done = execute(nbformat.read(path, as_version=4), path.parent)
print("".join(o.get("text", "") for c in done.cells for o in c.get("outputs", [])))
"""


@pytest.mark.notebook
def test_lessons_run_in_the_copy(installed):
    installed.run("start", installed.copy)
    for lesson in ("00_start_here", "01_build_a_matcher"):
        done = installed.run("-c", EXECUTE, installed.copy / "notebooks" / f"{lesson}.ipynb", program="python", where=Path("/"))
        assert done.returncode == 0, done.stderr[-3000:]
        assert lesson != "00_start_here" or f"Kept in {installed.copy / '.progress.json'}" in done.stdout
    assert not list(installed.bin.parent.rglob("site-packages/.*.json")), "something was kept in the environment"


def test_the_lab_opens_the_copy(installed):
    installed.run("start", installed.copy)
    port, log = free_port(), installed.home / "lab.log"
    with log.open("wb") as out:
        lab = subprocess.Popen([installed.bin / "course", "lab", "--no-browser", "--port", str(port)], cwd="/", env=installed.environment, stdout=out,
                               stderr=out)
    try:
        patience = time.monotonic() + 120
        while not (found := re.search(rf"http://(?:127\.0\.0\.1|localhost):{port}/lab/tree/notebooks/00_start_here\.ipynb\?token=(\w+)", log.read_text())):
            assert lab.poll() is None and time.monotonic() < patience, log.read_text()[-2000:]
            time.sleep(0.2)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/contents/?token={found[1]}", timeout=30) as answer:
            quiet = json.loads((installed.home / ".local/share/face-recognition-course/.cache/lab/settings/overrides.json").read_text())
            assert quiet["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
            assert {one["name"] for one in json.load(answer)["content"]} == {"notebooks", "assignments", "docs", "README.md"}
    finally:
        lab.terminate()
        lab.wait(30)


LOOK = """
import json
from course import paths
from course.grading.sandbox.launcher import Sandbox
from course.grading.sandbox.limits import Limits
probe = '''
import glob, os, sys
from course import faces
seen = [os.path.join(top, name) for start in ("/course", sys.prefix) for top, _, names in os.walk(start) for name in names if name in ("assignment.py", "rubric.yml")]
cast = faces.load(role="known")
image = cast.read(cast.images.image.iloc[0]).shape
'''
with Sandbox(protect=(paths.ASSIGNMENTS,)) as box, box.run([probe], {}, Limits.of()) as kernel:
    for _ in kernel.cells():
        pass
    with kernel.questions():
        print(json.dumps([kernel.value("seen").value, list(kernel.value("image").value)]))
"""


@pytest.mark.sandbox
def test_the_answers_in_the_wheel_are_out_of_a_submission_s_sight(installed):
    done = installed.run("-c", LOOK, program="python")
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == [[], [192, 192, 3]]
