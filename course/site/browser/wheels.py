"""Wheels for the browser, made from the packages installed here, and the lock file from which Pyodide loads them.

The packages are pure Python and pinned in requirements.lock, so nothing need be fetched for the browser: what is
installed is put into wheels again, without compiled parts and without what the lab has no use for.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from course import __version__, paths

INSIDE = Path(__file__).with_name("inside")
WANTED = ("ipython", "comm", "pyyaml")
BROWSER = {"extra": "", "python_version": "3.14", "python_full_version": "3.14.2", "sys_platform": "emscripten",
           "platform_system": "Emscripten", "os_name": "posix", "implementation_name": "cpython"}
NOT_THERE = {"psutil", "pexpect", "jedi"}
"""What IPython names and does without: there are no processes in a browser, and it completes names without jedi."""

LEFT_OUT = ("__pycache__/", "/tests/")
COURSE = ("course/__init__.py", "course/errors.py", "course/files.py", "course/lazy.py", "course/paths.py", "course/policy/*.py", "course/policy/commitments/*.py",
          "course/figures/__init__.py",
          "course/figures/figure.py", "course/figures/words.py", "course/study/__init__.py", "course/study/quiz.py", "data/claims.csv", "data/uses.yml", "notebooks/quizzes/*.yml",
          "LICENSE")
"""The parts of the course that need no numpy. They lie in the browser as they lie in the checkout."""


def lock(pyodide_lock: Path, kernel_wheels: Iterable[Path], folder: Path, extra: dict[str, bytes]) -> list[str]:
    """Write every wheel and ``pyodide-lock.json`` to ``folder``. Returns the names to load when a kernel starts.

    kernel_wheels: wheels of jupyterlite-pyodide-kernel. extra: more files of the course's own wheel, such as scores.
    """
    whole = json.loads(pyodide_lock.read_text(encoding="utf-8"))
    entries = [_entry(path.name, path.read_bytes(), folder) for path in kernel_wheels]
    needed = dependencies(WANTED)
    for name, distribution in needed.items():
        entries.append(_entry(f"{_escaped(name)}-{distribution.version}-py3-none-any.whl", repacked(distribution), folder))
    entries.append(_entry(f"course-{__version__}-py3-none-any.whl", course_wheel(extra), folder))
    # The worker names these, and would ask for what is not on the list. The course's wheel has a piplite that refuses.
    for name in ("micropip", "piplite", "jedi"):
        entries.append({**entries[-1], "name": name, "imports": []})
    whole["packages"] = {one["name"]: one for one in entries}
    (folder / "pyodide-lock.json").write_text(json.dumps(whole), encoding="utf-8")
    return list(whole["packages"])


def dependencies(names: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    """These packages and all they need in a browser, by normalised name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0).lower().replace("_", "-")
        if name in found or name in NOT_THERE:
            continue
        found[name] = importlib.metadata.distribution(name)
        for text in found[name].requires or []:
            requirement = Requirement(text)
            if not requirement.marker or requirement.marker.evaluate(BROWSER):
                waiting.append(requirement.name)
    return found


def repacked(distribution: importlib.metadata.Distribution) -> bytes:
    """A wheel of an installed package's Python files, with its licence."""
    files = {}
    for file in distribution.files or []:
        name = file.as_posix()
        if name.startswith("..") or file.suffix in (".so", ".pyc") or any(part in f"/{name}" for part in LEFT_OUT):
            continue
        if name.endswith((".dist-info/RECORD", ".dist-info/INSTALLER", ".dist-info/REQUESTED", "direct_url.json")):
            continue
        files[name] = Path(distribution.locate_file(file)).read_bytes()
    return _zip(files)


def course_wheel(extra: dict[str, bytes]) -> bytes:
    """The course's own wheel: its parts for the browser, its data, and what is only there in the browser."""
    files = {}
    for pattern in COURSE:
        for path in sorted(paths.ROOT.glob(pattern)):
            if path.name != "commands.py":
                files[path.relative_to(paths.ROOT).as_posix()] = path.read_bytes()
    for path in sorted(INSIDE.rglob("*.py")):
        files[path.relative_to(INSIDE).as_posix()] = path.read_bytes()
    info = f"course-{__version__}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: course\nVersion: {__version__}\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: course\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return _zip(files | extra)


def _zip(files: dict[str, bytes]) -> bytes:
    """The same files always give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _escaped(name: str) -> str:
    return name.replace("-", "_")


def _entry(file_name: str, content: bytes, folder: Path) -> dict:
    """Write a wheel and describe it as Pyodide's lock does."""
    (folder / file_name).write_bytes(content)
    name, version = file_name.split("-")[:2]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tops = {part.split("/")[0] for part in archive.namelist() if ".dist-info/" not in part}
    imports = sorted(top.removesuffix(".py") for top in tops if top.removesuffix(".py").isidentifier())
    return {
        "name": name.lower().replace("_", "-"), "version": version, "file_name": file_name, "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(), "package_type": "package", "imports": imports, "depends": [],
        "unvendored_tests": False,
    }
