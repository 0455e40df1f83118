"""The core of the course on every other Python of the range that this machine has (``make pythons``).

Each gets an environment of its own, from the lock, in the cache; it is kept, so that the next run takes only the time of the tests.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from course import children, paths
from course.setup import bootstrap

TESTS = ("tests/matching", "tests/evaluation", "tests/policy", "tests/checks", "tests/notebooks/test_lessons.py::test_a_lesson_runs_offline[01_build_a_matcher]")
NEEDED = ("pytest", "pytest-timeout", "pytest-xdist", "hypothesis")  # by those tests, beside the course


def others() -> dict[str, str]:
    """Version -> path of every fitting Python here, but the one that runs this: on the path, from pyenv, from uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [[str(one)] for one in sorted(pyenv.glob("3.*/bin/python3"), key=lambda one: [*map(int, re.findall(r"\d+", one.parts[-3]))], reverse=True)]
    listed = subprocess.run(children.python("-m", "uv", "python", "list", "--only-installed", "--output-format", "json"), capture_output=True, text=True,
                            encoding="utf-8", env=children.environment(), check=False)
    found += [[path] for path in re.findall(r'"path": *"([^"]+)"', listed.stdout)]
    here: dict[str, str] = {}
    for command in [*bootstrap.candidates(), *found]:
        told = bootstrap.ask(command)
        if told and not bootstrap.why_not(told):
            here.setdefault(".".join(map(str, told["version"])), told["path"])
    here.pop(f"{sys.version_info[0]}.{sys.version_info[1]}", None)
    return dict(sorted(here.items()))


def prepared(version: str, python: str) -> Path | None:
    """The environment of one version, made or renewed; None when that fails, which is told."""
    venv = paths.CACHE / "pythons" / version
    done = subprocess.run(children.python(bootstrap.__file__, "--venv", str(venv), "--python", python), cwd=paths.ROOT, env=children.environment(), check=False)
    inside = venv / "bin" / "python"
    if done.returncode == 0:
        done = subprocess.run([str(inside), "-P", "-m", "uv", "pip", "install", "-q", "--python", str(inside), "-c", str(bootstrap.LOCK), *NEEDED],
                              env=children.environment(), check=False)
    return inside if done.returncode == 0 else None


def main() -> None:
    """Test on each, and end with 1 when one fails."""
    failed, found = [], others()
    if not found:
        print("No other Python of the range was found here. pyenv, uv or the system's packages bring them.")
    for version, python in found.items():
        begun = time.monotonic()
        print(f"Python {version} ({python})", flush=True)
        inside = prepared(version, python)
        environment = children.environment(PYTHONPATH=str(paths.ROOT), COURSE_PROGRESS="")
        command = [str(inside), "-P", "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", "-m", "not browser and not sandbox", *TESTS]
        set_up = time.monotonic() - begun
        if inside is None or subprocess.run(command, cwd=paths.ROOT, env=environment, check=False).returncode:
            failed.append(version)
        print(f"Python {version}: {'FAILED' if version in failed else 'good'}, {set_up:.0f} s of set-up, {time.monotonic() - begun - set_up:.0f} s of tests", flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
