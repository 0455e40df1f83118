"""Set-up says what is wrong and what to do; and is quick when there is nothing to do."""

import collections
import json
import subprocess
import sys
import time
import tomllib

import pytest

from course.setup import bootstrap, system
from tests.conftest import ROOT

GOOD = {"version": [3, 13], "path": "/opt/python3.13", "platform": "linux-x86_64", "makes": True, "kind": "cpython", "bits": 64,
        "libc": "cpython-313-x86_64-linux-gnu", "free": False, "seconds": 0.003}


def here(monkeypatch, commands: dict[str, dict | None], running=(3, 9, 1)):
    """A machine with these commands: what each says of itself, or None for one that does not start."""
    monkeypatch.setattr(bootstrap.sys, "version_info", running)
    monkeypatch.setattr(bootstrap.os, "get_exec_path", lambda: ["", "/usr/bin"])
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name, path: found if (found := f"{path}/{name}".strip("/")) in commands else None)
    monkeypatch.setattr(bootstrap, "ask", lambda command: commands.get(command[0].strip("/")) or {})


def test_a_wrong_python_is_named_with_the_mend(monkeypatch):
    here(monkeypatch, {})
    with pytest.raises(SystemExit, match=r"(?s)needs Python 3\.11 to 3\.14.*3\.9\.1|conda env create"):
        bootstrap.find_python()


def test_the_newest_python_that_starts_is_used(monkeypatch):
    eleven = GOOD | {"version": [3, 11], "path": "/usr/bin/python3.11"}
    here(monkeypatch, {"python3.15": GOOD, "python3.14": None, "python3.13": GOOD, "python3.11": eleven}, running=(3, 11, 7))
    assert bootstrap.find_python() == ("/opt/python3.13", (3, 13))


def test_of_one_version_a_slow_one_is_passed_over_and_this_is_said(monkeypatch, capsys):
    slow = GOOD | {"seconds": 0.0045}
    here(monkeypatch, {"python3.13": slow, "usr/bin/python3.13": GOOD | {"path": "/usr/bin/python3.13"}})
    assert bootstrap.find_python() == ("/usr/bin/python3.13", (3, 13))
    assert capsys.readouterr().out.startswith("/opt/python3.13 takes 1.5 times as long as /usr/bin/python3.13, which is used. With --python")
    for like in (slow | {"path": "/usr/bin/python3.13", "seconds": 0.004}, GOOD):  # hardly faster; the same one under another name
        here(monkeypatch, {"python3.13": slow, "usr/bin/python3.13": like})
        assert bootstrap.find_python() == ("/opt/python3.13", (3, 13)) and capsys.readouterr().out == ""
    here(monkeypatch, {"python3.13": slow, "usr/bin/python3.12": GOOD | {"version": [3, 12]}})
    assert bootstrap.find_python() == ("/opt/python3.13", (3, 13)), "an older one is not looked for"


def test_one_without_venv_is_passed_over_and_told_when_there_is_no_other(monkeypatch):
    bare = GOOD | {"makes": False}
    here(monkeypatch, {"python3.13": bare, "python3.12": GOOD | {"version": [3, 12], "path": "/usr/bin/python3.12"}})
    assert bootstrap.find_python() == ("/usr/bin/python3.12", (3, 12))
    here(monkeypatch, {"python3.13": bare, "python3.12": None})
    with pytest.raises(SystemExit, match=r"(?s)python3\.13: its module venv is missing.*apt install python3\.13-venv.*python3\.12: it does not start"):
        bootstrap.find_python()


@pytest.mark.parametrize(("what", "said"), [
    ({"platform": "macosx-13.0-x86_64"}, "Intel Macs"), ({"platform": "win-arm64"}, "Windows on ARM"), ({"bits": 32}, "32-bit"),
    ({"libc": "cpython-313-x86_64-linux-musl"}, "musl"), ({"kind": "pypy"}, "usual CPython"), ({"free": True}, "usual CPython"),
    ({"version": [3, 15]}, "it is Python 3.15"), ({"platform": "macosx-14.0-arm64"}, ""), ({"platform": "win-amd64"}, ""), ({}, ""),
])
def test_what_the_course_cannot_run_on_is_told_before_anything_is_installed(what, said):
    reason = bootstrap.why_not(GOOD | what)
    assert said in reason and bool(said) == bool(reason)


def test_this_python_is_asked_really():
    told = bootstrap.ask([sys.executable])
    assert told["version"] == [*sys.version_info[:2]] and not bootstrap.why_not(told) and 0 < told["seconds"] < 5
    assert bootstrap.ask(["no-such-python"]) == {} and bootstrap.ask([sys.executable, "-c", "raise SystemExit(3)"]) == {}


def test_the_range_is_the_one_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, newest = bootstrap.OLDEST, bootstrap.NEWEST
    assert project["requires-python"] == f">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"
    assert f"python{project['requires-python']}" in (ROOT / "environment.yml").read_text(encoding="utf-8").replace(" ", "")


def test_a_full_disk_is_named_with_what_is_needed(monkeypatch):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: usage(10, 9, 1e9))
    with pytest.raises(SystemExit, match=r"1\.0 GB free .* needs 3 GB"):
        bootstrap.check_disk()


def test_a_failing_step_shows_its_last_lines_and_the_mend(capsys):
    with pytest.raises(SystemExit, match="buy a compiler"):
        bootstrap.run([sys.executable, "-c", "import sys; print('no gcc'); sys.exit(1)"], "buy a compiler")
    assert "no gcc" in capsys.readouterr().err


def test_the_second_set_up_does_nothing_and_is_quick(tmp_path):
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").write_text("")
    state = bootstrap.hashlib.sha256(bootstrap.LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    (venv / "ready.json").write_text(json.dumps({"lock": state, "extras": ["test"]}))
    start = time.monotonic()
    script = ROOT / "course" / "setup" / "bootstrap.py"
    done = subprocess.run([sys.executable, script, "--venv", venv, "--extras", "test"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    assert time.monotonic() - start < 5


def test_where_apt_may_not_be_used_one_sentence_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    system.main()
    said = capsys.readouterr().out.strip()
    assert said.count("\n") == 0
    assert "bubblewrap" in said and "chromium" in said and "sudo apt install" in said
