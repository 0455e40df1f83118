"""Wheels for the browser, made from the packages installed here, and the lock file from which Pyodide loads them.

What is compiled comes from the Pyodide distribution (see ``distribution``). The other packages are pure Python and pinned in
requirements.lock: what is installed is put into wheels again, without compiled parts and without what the lab has no use for.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from course import __version__, paths
from course.site.browser.distribution import needed, normalised

INSIDE = Path(__file__).with_name("inside")
PLAIN = ("ipython", "comm", "pyyaml")
"""What the notebooks in plain Python need. All of it is pure Python and installed here."""

WHOLE = (*PLAIN, "click", "tqdm", "seaborn", "ipywidgets", "anywidget", "jinja2", "boto3")
"""What lessons need beside the Pyodide distribution."""

BROWSER = {"extra": "", "python_version": "3.12", "python_full_version": "3.12.7", "sys_platform": "emscripten",
           "platform_system": "Emscripten", "os_name": "posix", "implementation_name": "cpython"}
NOT_THERE = {"psutil", "pexpect", "jedi", "widgetsnbextension", "jupyterlab-widgets"}
"""What is done without: there are no processes in a browser, IPython completes names without jedi, and JupyterLite has the widgets."""

LEFT_OUT = ("__pycache__/", "/tests/")
OTHER_SERVICES = re.compile(r"boto(core|3)/(data/(?!rekognition/)[^/]+/|examples/)")
"""What Amazon's client knows of its hundreds of other services."""

COURSE_PLAIN = ("course/__init__.py", "course/errors.py", "course/files.py", "course/lazy.py", "course/paths.py", "course/yamltext.py",
                "course/policy/*.py", "course/policy/commitments/*.py", "course/figures/__init__.py", "course/figures/figure.py", "course/figures/words.py",
                "course/study/__init__.py", "course/study/quiz.py", "data/claims.csv", "data/uses.yml", "notebooks/quizzes/*.yml", "LICENSE")
"""The parts of the course that need no numpy. They lie in the browser as they lie in the checkout."""

COURSE_WHOLE = ("course/**/*", "data/**/*", "notebooks/*.py", "notebooks/quizzes/*.yml", "notebooks/folds/*.yml", "assignments/*/*",
                "assignments/*/*_answers/*", "LICENSE")
NOT_IN_A_BROWSER = ("course/site/", "course/grading/", "course/setup/", "course/proofs/", "course/faces/render/")
LATER = (".jpg", ".npy", ".png", ".onnx")
"""Files that are fetched one by one, when they are first read."""


def course_files(whole: bool) -> dict[str, Path]:
    """The course's own files for the browser, by where they lie in the checkout."""
    found = {}
    for pattern in COURSE_WHOLE if whole else COURSE_PLAIN:
        for path in sorted(paths.ROOT.glob(pattern)):
            name = path.relative_to(paths.ROOT).as_posix()
            plain_command = not whole and path.name == "commands.py"
            if path.is_file() and "__pycache__" not in path.parts and not plain_command and not name.startswith(NOT_IN_A_BROWSER):
                found[name] = path
    return found


def lock(pyodide_lock: Path, kernel_wheels: Iterable[Path], folder: Path, *, distribution: Path | None = None,
         extra: dict[str, bytes] | None = None) -> list[str]:
    """Write every wheel and ``pyodide-lock.json`` to ``folder``. Returns the names to load when a kernel starts.

    kernel_wheels: wheels of jupyterlite-pyodide-kernel. distribution: the folder of Pyodide's own packages, for the whole
    course; without it the lab is plain Python. extra: more files of the course's own wheel, such as scores.
    """
    whole = json.loads(pyodide_lock.read_text(encoding="utf-8"))
    entries = [_entry(path.name, path.read_bytes(), folder) for path in kernel_wheels]
    official = needed(pyodide_lock) if distribution else {}
    for entry in official.values():
        shutil.copy(distribution / entry["file_name"], folder / entry["file_name"])
    own_name = {normalised(name): name for name in official}
    wanted = dependencies(WHOLE if distribution else PLAIN, frozenset(own_name))
    own_name |= {name: name for name in wanted}
    for name, one in wanted.items():
        entry = _entry(f"{_escaped(name)}-{one.version}-py3-none-any.whl", repacked(one), folder)
        entries.append({**entry, "depends": [own_name[needs] for needs in _needs(one) if needs in own_name]})
    files = {name: path for name, path in course_files(bool(distribution)).items() if path.suffix not in LATER}
    entries.append(_entry(f"course-{__version__}-py3-none-any.whl", course_wheel(files, extra or {}), folder))
    # The worker names these, and would ask for what is not on the list. The course's wheel has a piplite that refuses.
    for name in ("micropip", "piplite", "jedi"):
        entries.append({**entries[-1], "name": name, "imports": []})
    whole["packages"] = official | {one["name"]: one for one in entries}
    (folder / "pyodide-lock.json").write_text(json.dumps(whole), encoding="utf-8")
    later = {normalised(name) for name in dependencies(WHOLE)} - {normalised(name) for name in dependencies(PLAIN)}
    return ["ipython", *(one["name"] for one in entries if one["name"] not in later)]


def dependencies(names: Iterable[str], there: frozenset[str] = frozenset()) -> dict[str, importlib.metadata.Distribution]:
    """These packages and all they need in a browser, but for those that are ``there`` already, by normalised name."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = normalised(waiting.pop(0))
        if name in found or name in NOT_THERE or name in there:
            continue
        found[name] = importlib.metadata.distribution(name)
        waiting += _needs(found[name])
    return found


def _needs(distribution: importlib.metadata.Distribution) -> list[str]:
    """The packages that this one needs in a browser, by normalised name."""
    needs = [Requirement(text) for text in distribution.requires or []]
    return [normalised(one.name) for one in needs if not one.marker or one.marker.evaluate(BROWSER)]


def repacked(distribution: importlib.metadata.Distribution) -> bytes:
    """A wheel of an installed package's Python files, with its licence."""
    files = {}
    for file in distribution.files or []:
        name = file.as_posix()
        if name.startswith("..") or file.suffix in (".so", ".pyc") or OTHER_SERVICES.match(name) or any(part in f"/{name}" for part in LEFT_OUT):
            continue
        if name.endswith((".dist-info/RECORD", ".dist-info/INSTALLER", ".dist-info/REQUESTED", "direct_url.json")):
            continue
        files[name] = Path(distribution.locate_file(file)).read_bytes()
    return _zip(files)


def course_wheel(given: dict[str, Path], extra: dict[str, bytes]) -> bytes:
    """The course's own wheel: its parts for the browser, and what is only there in the browser."""
    files = {name: path.read_bytes() for name, path in given.items()}
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
        "name": normalised(name), "version": version, "file_name": file_name, "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(), "package_type": "package", "imports": imports, "depends": [],
        "unvendored_tests": False,
    }
