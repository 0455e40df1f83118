"""Set the course up in ``.venv`` from the lock. Standard library only: it runs before anything is installed.

    python3 course/setup/bootstrap.py [--extras grading,service,test,site]

The second run takes a fraction of a second. Every failure ends with a sentence that says what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = ROOT / "requirements.lock"
UV = "uv==0.13.9"  # installs the lock some five times faster than pip; pip is the fallback
NEEDS_GB = 3.0


def fail(sentence: str) -> None:
    sys.exit(f"set-up stopped: {sentence}")


def find_python() -> str:
    """An interpreter of the one version the lock was made for."""
    wanted = (3, 11)
    if sys.version_info[:2] == wanted:
        return sys.executable
    other = shutil.which("python3.11")
    if other:
        return other
    fail(
        f"this course needs Python 3.11 and this is {sys.version.split()[0]}. Install python3.11, or use conda: "
        "conda env create -f environment.yml"
    )


def check_disk() -> None:
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDS_GB:
        fail(
            f"the disk has {free:.1f} GB free and the environment needs {NEEDS_GB:.0f} GB. Free some space, then repeat."
        )


def run(command: list[str], hint: str) -> None:
    """Run a step; on failure show its last lines and the mend."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        print(tail, file=sys.stderr)
        fail(hint)


def install(python: Path, extras: list[str]) -> None:
    """The locked set for these extras, and the course itself, editable."""
    target = "." + (f"[{','.join(extras)}]" if extras else "")
    arguments = ["-c", str(LOCK), "-e", target]
    pip = [str(python), "-P", "-m", "pip", "--disable-pip-version-check", "-q"]
    if subprocess.run([*pip, "install", UV], cwd=ROOT, capture_output=True, check=False).returncode == 0:
        fast = [str(python), "-P", "-m", "uv", "pip", "install", "--python", str(python), *arguments]
        if subprocess.run(fast, cwd=ROOT, capture_output=True, check=False).returncode == 0:
            return
    print("  (uv could not install the set; using pip, which takes longer)")
    run(
        [*pip, "install", *arguments],
        "packages could not be installed. Check the network connection to your package index, and that the last "
        "lines above do not ask for a compiler (on Debian: apt install build-essential). Then repeat the command.",
    )


def settings(prefix: Path) -> None:
    """JupyterLab without its news prompt and update check: the course asks nothing of the network."""
    folder = prefix / "share" / "jupyter" / "lab" / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
    (folder / "overrides.json").write_text(json.dumps(quiet, indent=1))


def main() -> None:
    options = argparse.ArgumentParser(description="Set the course up from the lock.")
    options.add_argument("--extras", default="", help="comma-separated: grading, service, test, site")
    options.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where (default: .venv)")
    given = options.parse_args()
    extras = sorted(filter(None, given.extras.split(",")))
    stamp = given.venv / "ready.json"
    state = {"lock": hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()}
    before = {}
    if stamp.exists():
        before = json.loads(stamp.read_text())
    bin_folder = given.venv / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / ("python.exe" if os.name == "nt" else "python")
    if before.get("lock") == state["lock"] and set(extras) <= set(before["extras"]) and python.exists():
        return
    start = time.monotonic()
    extras = sorted({*extras, *before.get("extras", [])})
    base = find_python()
    check_disk()
    if not python.exists():
        print(f"Making a Python 3.11 environment in {given.venv.name} ...", flush=True)
        run(
            [base, "-P", "-m", "venv", str(given.venv)],
            "Python's venv module is missing. On Debian: apt install python3.11-venv. Then repeat the command.",
        )
    print(f"Installing the locked packages{' for ' + ', '.join(extras) if extras else ''} ...", flush=True)
    install(python, extras)
    settings(given.venv)
    print("Copying recogniser weights out of installed packages and checking their hashes ...", flush=True)
    run([str(bin_folder / "course"), "matching", "weights"], "the weights are not as they must be; see the line above.")
    stamp.write_text(json.dumps({**state, "extras": extras}))
    print(f"Ready in {time.monotonic() - start:.0f} s.", flush=True)


if __name__ == "__main__":
    main()
