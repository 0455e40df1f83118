"""What is handed to others' machines (images, Binder, dev containers, hubs) says what the course itself says."""

import json
import re
import shlex
import subprocess
import tomllib

import pytest
import yaml

from course.setup import bootstrap
from tests.conftest import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def words(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_image_is_made_by_the_same_set_up_and_never_runs_as_root():
    lines = [line for line in words("deploy/Dockerfile").replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    kinds = [line.split()[0] for line in lines]
    user, set_up = kinds.index("USER"), next(i for i, line in enumerate(lines) if "course/setup/bootstrap.py" in line)
    assert kinds.count("USER") == 1 and lines[user] == "USER jovyan" and user < set_up and kinds[-1] == "CMD"
    extras = re.search(r"--extras ([\w,]+)", lines[set_up])[1].split(",")
    assert set(extras) <= set(EXTRAS)
    (command,) = (json.loads(line.removeprefix("CMD ")) for line in lines if line.startswith("CMD"))
    assert (ROOT / command[-1].removeprefix("/srv/face-recognition/")).is_file()
    for needed in ("python3", "python3-venv", "bubblewrap"):
        assert re.search(rf"\b{re.escape(needed)}\b", lines[1])


def test_what_a_build_leaves_out_is_not_needed():
    out = words(".dockerignore").split()
    assert {".git", ".venv*", ".weights", ".journal.json", ".progress.json"} <= set(out)
    assert not {"course", "notebooks", "assignments", "data", "docs", "deploy", "requirements.lock", "pyproject.toml"} & set(out)


def test_binder_and_dev_container_take_the_lock_and_the_one_command():
    assert words("binder/requirements.txt").splitlines()[-2:] == ["-c ../requirements.lock", "-e ."]
    major, minor = re.fullmatch(r"python-(\d+)\.(\d+)\n", words("binder/runtime.txt")).groups()
    assert bootstrap.OLDEST <= (int(major), int(minor)) <= bootstrap.NEWEST
    container = json.loads(words(".devcontainer/devcontainer.json"))
    assert container["postCreateCommand"].split()[-1] == "course/setup/bootstrap.py" and container["remoteUser"] != "root"
    version = re.search(r"python:\d+-(\d+)\.(\d+)", container["image"]).groups()
    assert bootstrap.OLDEST <= tuple(map(int, version)) <= bootstrap.NEWEST


@pytest.mark.parametrize("script", ["binder/postBuild", "deploy/hub/server.sh"])
def test_the_shell_reads_the_scripts(script):
    assert subprocess.run(["sh", "-n", ROOT / script], check=False).returncode == 0


def test_the_values_for_kubernetes_start_what_the_image_has():
    values = yaml.safe_load(words("deploy/hub/kubernetes/values.yaml"))
    assert values["singleuser"]["cmd"] == json.loads(re.search(r"^CMD (.*)$", words("deploy/Dockerfile"), re.MULTILINE)[1])


def test_the_service_and_the_guide_name_files_that_are_there():
    service = words("deploy/hub/course-hub.service")
    (started,) = re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)
    assert (ROOT / shlex.split(started)[-1].removeprefix("/srv/face-recognition/")).is_file()
    guide = words("docs/hub.md")
    for place in re.findall(r"`?(deploy/[\w./-]+\w)", guide):
        assert (ROOT / place).exists(), place
    commands = re.search(r"## Ten commands.*?```\n(.*?)```", guide, re.DOTALL)[1].strip().splitlines()
    assert len(commands) == 10
    lock = json.loads(words("deploy/hub/proxy/package-lock.json"))
    assert lock["packages"]["node_modules/configurable-http-proxy"]["version"] == json.loads(words("deploy/hub/proxy/package.json"))["dependencies"]["configurable-http-proxy"]
    assert all("integrity" in one for name, one in lock["packages"].items() if name)
