"""Set-up says what is wrong and what to do; and is quick when there is nothing to do."""

import collections
import json
import subprocess
import sys
import time

import pytest

from course.setup import bootstrap, system
from tests.conftest import ROOT


def test_a_wrong_python_is_named_with_the_mend(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 .*conda env create"):
        bootstrap.find_python()


def test_another_python_is_used_when_it_is_there(monkeypatch):
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 12, 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert bootstrap.find_python() == "/usr/bin/python3.11"


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
