"""The lock resolves from ready-made packages on every platform that docs/machines.md names. It asks the package index."""

import os
import subprocess
import sys

import pytest

from course.setup import bootstrap
from tests.conftest import ROOT

SOURCE_ONLY = ("face-recognition-models", "yattag")  # plain Python and data: built without a compiler
COMPLETE = {"Linux x86-64": "x86_64-manylinux_2_28", "Linux AArch64": "aarch64-manylinux_2_28", "Windows x86-64": "x86_64-pc-windows-msvc",
            "macOS arm64": "aarch64-apple-darwin"}
ENDS = [f"{major}.{minor}" for major, minor in (bootstrap.OLDEST, bootstrap.NEWEST)]


def resolve(tmp_path, platform: str, version: str) -> str:
    """What uv says; empty when every package of the lock has a wheel."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("\n".join(line for line in lines if not line.startswith(SOURCE_ONLY)), encoding="utf-8")
    command = [sys.executable, "-m", "uv", "pip", "install", "--dry-run", "-q", "--no-deps", "--only-binary", ":all:", "--target", str(tmp_path / "target"),
               "--python-version", version, "--python-platform", platform, "-r", str(wanted)]
    done = subprocess.run(command, env=os.environ | {"MACOSX_DEPLOYMENT_TARGET": "14.0"}, capture_output=True, text=True, encoding="utf-8", check=False)
    if "No module named uv" in done.stderr:
        pytest.skip("uv is missing: set the course up with course/setup/bootstrap.py")
    if any(word in done.stderr for word in ("error sending request", "Failed to fetch", "client error", "timed out")):
        pytest.skip(f"no package index answers, so it is not known whether the lock resolves: {done.stderr.strip().splitlines()[-1]}")
    return done.stderr


@pytest.mark.parametrize("version", ENDS)
@pytest.mark.parametrize("platform", COMPLETE)
@pytest.mark.slow
def test_the_lock_resolves_from_wheels(tmp_path, platform, version):
    assert resolve(tmp_path, COMPLETE[platform], version) == ""


@pytest.mark.parametrize("platform", ["x86_64-apple-darwin", "aarch64-pc-windows-msvc"])
@pytest.mark.slow
def test_what_is_told_of_intel_macs_and_windows_on_arm_is_still_so(tmp_path, platform):
    """When this fails there is good news for docs/machines.md and course/setup/bootstrap.py."""
    assert "has no" in resolve(tmp_path, platform, ENDS[-1])
