"""Set the course up in ``.venv`` from the lock. Standard library only: it runs before anything is installed.

    python3 course/setup/bootstrap.py [--extras grading,service,test,site] [--lab]

It needs no make, runs the same on Linux, macOS and Windows, and takes the newest fitting Python that it finds; of several of that
version this one, unless it is slow beside another. The second run takes a fraction of a second. Every failure ends with a
sentence that says what to do.
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
OLDEST, NEWEST = (3, 11), (3, 14)  # as requires-python in pyproject.toml says
UV = "uv==0.13.9"  # installs the lock some five times faster than pip; pip is the fallback
NEEDS_GB = 3.0
SLOW = 1.2
"""A Python that takes so many times as long as another of its version was built without optimisation, as pyenv does unless told."""


def fail(sentence: str) -> None:
    sys.exit(f"set-up stopped: {sentence}")


# Asked of every candidate: that a command exists does not mean that it starts, or that it can make an environment.
PROBE = """
import json, platform, struct, sys, sysconfig, time
clock = time.process_time if time.get_clock_info("process_time").resolution < 1e-4 else time.perf_counter
def once():
    start, kept = clock(), {}
    for number in range(20000):
        kept[str(number)] = step(number)
    return clock() - start
def step(number):
    return number * 2 % 7
try:
    import ensurepip, venv
    makes = True
except ImportError:
    makes = False
print(json.dumps({"version": sys.version_info[:2], "path": sys.executable, "platform": sysconfig.get_platform(), "makes": makes,
                  "kind": sys.implementation.name, "bits": 8 * struct.calcsize("P"), "libc": sysconfig.get_config_var("SOABI") or "",
                  "free": bool(sysconfig.get_config_var("Py_GIL_DISABLED")), "seconds": min(once() for _ in range(12))}))
"""


def candidates() -> list[list[str]]:
    """Commands that may start a Python of the range, the newest first; this one comes before others of its version."""
    found = []
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = f"python3.{minor}"
        if sys.version_info[:2] == (3, minor):
            found.append([sys.executable])
        there = (shutil.which(name, path=folder) for folder in os.get_exec_path())
        found += [[path] for path in dict.fromkeys(filter(None, there))]
        if os.name == "nt" and shutil.which("py"):
            found.append(["py", f"-3.{minor}"])
    return found


def ask(command: list[str]) -> dict:
    """What the Python that ``command`` starts says of itself; empty when it does not start."""
    try:
        done = subprocess.run([*command, "-I", "-c", PROBE], capture_output=True, text=True, encoding="utf-8", errors="replace",
                              timeout=60, check=False)
        return json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {}


def why_not(told: dict) -> str:
    """Why the course does not install for this Python; empty when it does."""
    if not OLDEST <= tuple(told["version"]) <= NEWEST:
        return f"it is Python {'.'.join(map(str, told['version']))}"
    if told["kind"] != "cpython" or told["free"]:
        return "it is not the usual CPython, and packages are not built for it"
    if told["bits"] != 64:
        return "it is a 32-bit Python, and packages are built for 64 bits only. Install the 64-bit one"
    place = told["platform"]
    if place.startswith("macosx") and place.endswith("x86_64"):
        return ("it is built for Intel Macs, for which onnxruntime and others are no longer made. On a Mac with Apple silicon install "
                "a Python for arm64. On an Intel Mac use a container, a hub or the browser lab: docs/machines.md")
    if place == "win-arm64":
        return "OpenCV and Dlib are not built for Windows on ARM. Install the x64 Python, which runs there too"
    if "musl" in told["libc"] or "musl" in place:
        return "this Linux uses musl, for which onnxruntime is not built. Use a container of Debian, Ubuntu or Fedora"
    if not told["makes"]:
        version = ".".join(map(str, told["version"]))
        return f"its module venv is missing. On Debian and Ubuntu: apt install python{version}-venv"
    return ""


def find_python() -> tuple[str, tuple[int, int]]:
    """Path and version of the newest Python of the range that can make an environment here.

    Of several of one version, the first; but where that one is slow, the fastest, and this is said.
    """
    refused, fitting = [], []
    for command in candidates():
        told = ask(command)
        reason = why_not(told) if told else "it does not start"
        if reason:
            refused.append(f"  {' '.join(command)}: {reason}.")
        elif fitting and told["version"] != fitting[0]["version"]:
            break  # an older one, and so are all that follow
        else:
            fitting.append(told)
    if fitting:
        return faster(fitting)["path"], tuple(fitting[0]["version"])
    range_ = f"{'.'.join(map(str, OLDEST))} to {'.'.join(map(str, NEWEST))}"
    seen = "Found and not used:\n" + "\n".join(refused) + "\n" if refused else ""
    fail(
        f"this course needs Python {range_}, and this is {sys.version.split()[0]}.\n{seen}Install one of them (python.org, your "
        "system's packages, or `uv python install 3.13`), or use conda: conda env create -f environment.yml"
    )


def faster(fitting: list[dict]) -> dict:
    """The first, or, where it is slow beside another, the fastest."""
    seconds: dict[str, float] = {}
    for told in fitting:  # one Python may have several names
        place = os.path.realpath(told["path"])
        seconds[place] = min(seconds.get(place, told["seconds"]), told["seconds"])

    def of(told: dict) -> float:
        return seconds[os.path.realpath(told["path"])]

    first, fastest = fitting[0], min(fitting, key=of)
    if of(first) <= SLOW * of(fastest):
        return first
    for told in (first, fastest):  # once more: what was busy beside the first look may have passed
        again = ask([told["path"]])
        seconds[os.path.realpath(told["path"])] = min(of(told), again.get("seconds", of(told)))
    if of(first) <= SLOW * of(fastest):
        return first
    print(f"{first['path']} takes {of(first) / of(fastest):.1f} times as long as {fastest['path']}, which is used. "
          "With --python (make: PYTHON=...) you choose.", flush=True)
    return fastest


def chosen(python: str) -> tuple[str, tuple[int, int]]:
    """The same for a Python that was named."""
    told = ask([python])
    reason = why_not(told) if told else "it does not start"
    if reason:
        fail(f"{python} is not used: {reason}.")
    return told["path"], tuple(told["version"])


def check_disk() -> None:
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < NEEDS_GB:
        fail(
            f"the disk has {free:.1f} GB free and the environment needs {NEEDS_GB:.0f} GB. Free some space, then repeat."
        )


def run(command: list[str], hint: str) -> None:
    """Run a step; on failure show its last lines and the mend."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
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
        # Tests start hundreds of processes, some in a sandbox that writes nothing: each would compile all that it imports.
        compiled = ["--compile-bytecode"] if "test" in extras else []
        fast = [str(python), "-P", "-m", "uv", "pip", "install", "--python", str(python), *compiled, *arguments]
        if subprocess.run(fast, cwd=ROOT, capture_output=True, check=False).returncode == 0:
            return
    print("  (uv could not install the set; using pip, which takes longer)")
    run(
        [*pip, "install", *arguments],
        "packages could not be installed. Check the network connection to your package index, and that the last "
        "lines above do not ask for a compiler (on Debian: apt install build-essential). Then repeat the command.",
    )


QUIET = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
"""JupyterLab without its news prompt and update check: the course asks nothing of the network."""


def settings(prefix: Path) -> None:
    """Put ``QUIET`` where the JupyterLab of this environment finds it."""
    folder = prefix / "share" / "jupyter" / "lab" / "settings"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overrides.json").write_text(json.dumps(QUIET, indent=1), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description="Set the course up from the lock.")
    options.add_argument("--extras", default="", help="comma-separated: grading, service, test, site")
    options.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where (default: .venv)")
    options.add_argument("--python", help="path of the Python to use (default: the newest that fits)")
    options.add_argument("--lab", action="store_true", help="then open JupyterLab on the first lesson")
    given = options.parse_args()
    extras = sorted(filter(None, given.extras.split(",")))
    stamp = given.venv / "ready.json"
    state = {"lock": hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()}
    before = {}
    if stamp.exists():
        before = json.loads(stamp.read_text(encoding="utf-8"))
    bin_folder = given.venv / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / ("python.exe" if os.name == "nt" else "python")
    if before.get("lock") != state["lock"] or not set(extras) <= set(before["extras"]) or not python.exists():
        set_up(given, python, extras, before, state)
    if given.lab:
        sys.exit(subprocess.call([str(bin_folder / "course"), "lab"]))


def set_up(given: argparse.Namespace, python: Path, extras: list[str], before: dict, state: dict) -> None:
    """Make or renew the environment."""
    start = time.monotonic()
    extras = sorted({*extras, *before.get("extras", [])})
    base, version = ("", ()) if python.exists() else find_python() if given.python is None else chosen(given.python)
    check_disk()
    if base:
        print(f"Making a Python {version[0]}.{version[1]} environment in {given.venv.name} ...", flush=True)
        run(
            [base, "-P", "-m", "venv", str(given.venv)],
            f"no environment could be made with {base}. Is this folder yours to write in? Name another Python with --python.",
        )
    print(f"Installing the locked packages{' for ' + ', '.join(extras) if extras else ''} ...", flush=True)
    install(python, extras)
    settings(given.venv)
    print("Copying recogniser weights out of installed packages and checking their hashes ...", flush=True)
    run([str(python.with_name("course")), "matching", "weights"], "the weights are not as they must be; see the line above.")
    (given.venv / "ready.json").write_text(json.dumps({**state, "extras": extras}), encoding="utf-8")
    print(f"Ready in {time.monotonic() - start:.0f} s. Open the first lesson: {shown(python.with_name('course'))} lab", flush=True)


def shown(path: Path) -> str:
    """A path as it is typed in the course's folder."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


if __name__ == "__main__":
    main()
