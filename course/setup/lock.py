"""Write ``requirements.lock`` from ``pyproject.toml``, and what says the same for conda and uv (``make lock``)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

HEAD = """\
# The same set as `make lab` installs, by conda. Written by `make lock`; a test holds it to requirements.lock.
name: course
channels:
  - conda-forge
  - nodefaults
dependencies:
  - python>=3.11,<3.15
  - pip
  - pip:
"""


UV_HEAD = """
# To the end: the versions of requirements.lock, for `uv run`. Written by `make lock`; a test holds it to the lock.
[tool.uv]
constraint-dependencies = [
"""


def resolve(out: Path, *extra: str) -> None:
    """Pins for every platform, without index addresses."""
    quiet = ["-q", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    command = [sys.executable, "-P", "-m", "uv", "pip", "compile", *quiet, "--universal", "--python-version", "3.11"]
    subprocess.run([*command, *extra, "pyproject.toml", "-o", str(out)], cwd=ROOT, check=True)


def pins(text: str) -> dict[str, str]:
    """Package name (normalised) -> its whole requirement line."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {re.sub(r"[-_.]+", "-", re.split(r"[=<>\[; ]", line)[0]).lower(): line for line in lines}


def environment(requirements: str) -> str:
    """``environment.yml`` for these requirement lines."""
    return HEAD + "".join(f'      - "{line}"\n' for line in [*pins(requirements).values(), "-e ."])


def constrained(project: str, lock: str) -> str:
    """``pyproject.toml`` with the locked versions for `uv run`, which reads no other lock than one that names an index."""
    before, _, _ = project.partition(UV_HEAD)
    return before + UV_HEAD + "".join(f"    {json.dumps(line)},\n" for line in pins(lock).values()) + "]\n"


def main() -> None:
    lock = ROOT / "requirements.lock"
    resolve(lock, "--all-extras")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base.txt"
        resolve(base, "-c", str(lock))
        (ROOT / "environment.yml").write_text(environment(base.read_text(encoding="utf-8")), encoding="utf-8")
    project = ROOT / "pyproject.toml"
    project.write_text(constrained(project.read_text(encoding="utf-8"), lock.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{len(pins(lock.read_text(encoding='utf-8')))} pins in requirements.lock")


if __name__ == "__main__":
    main()
