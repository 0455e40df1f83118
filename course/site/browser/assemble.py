"""Build the lab: JupyterLite with a Pyodide of its own, and every lesson and assignment.

Without the Pyodide distribution (see ``distribution``) it holds two notebooks in plain Python instead.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import nbformat
import numpy as np
from filelock import FileLock

from course import children, paths
from course.content import assignments, source
from course.content.notebooks import lesson_notebook, lesson_sources, to_bytes
from course.errors import CourseError
from course.recognisers import RECOGNISERS
from course.site.browser import distribution, needs, starts, wheels
from course.site.browser.fetch import ONNXRUNTIME, PYODIDE, lock

NOTEBOOKS = paths.NOTEBOOKS / "browser"
APPS = ("notebooks", "tree")
EXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
WIDGETS = ("anywidget", "@jupyter-widgets/jupyterlab-manager")
SCORED = ("dlib",)
OLD_FONTS = (".svg", ".eot", ".ttf", ".woff")
"""Every browser that runs WebAssembly reads the same fonts as woff2."""

UNUSED = ("mermaid-extension", "vega5-extension", "terminal-extension")
"""Extensions of JupyterLab that no notebook here needs, and which are a tenth of the whole site."""

UNUSED_CODE = re.compile(rb"mermaidAPI|mermaid-parser|\bcytoscape\b|org\.eclipse\.elk|elkjs|\bvega-embed|vega-lite|xterm-")
"""What is found in the scripts of those extensions only. A test runs every notebook without them."""


class LabError(CourseError):
    """The lab cannot be built."""


STORAGE = "Face recognition course"
"""The name under which a browser keeps notebooks and uploaded files; ``scripts/store.mjs`` has it too."""


def sources() -> list[Path]:
    """The sources of the notebooks in plain Python."""
    return sorted(NOTEBOOKS.glob("*.py"))


def packages() -> Path | None:
    """The folder of Pyodide's own packages, or None when the lab is plain Python."""
    listed = lock()
    return distribution.kept(listed) if listed else None


def build(out: Path, plain: bool | None = None) -> Path:
    """Put the lab into the folder ``out``, which must not be there yet. Nothing is fetched.

    plain: only the notebooks in plain Python. Default: if Pyodide's packages were not fetched.

    It is built when the code, the data or the packages have changed since the last time; the result is kept in the cache.

    Raises
    ------
    LabError
        When the Pyodide core was not fetched, or JupyterLite does not build.
    """
    pyodide = PYODIDE.kept()
    if pyodide is None:
        raise LabError("The browser lab needs the Pyodide core: run `python -m course.site.browser.fetch` (or `make site`), "
                       "which fetches it once with npm.")
    whole = packages() if plain is None or not plain else None
    kept = paths.CACHE / "browser-lab"
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / ".lock"):
        there = kept / _key(whole)
        if not there.exists():
            for old in kept.glob("whole-*" if whole else "plain-*"):
                shutil.rmtree(old)
            fresh = kept / "unfinished"
            shutil.rmtree(fresh, ignore_errors=True)
            _build(fresh, pyodide, whole, there.name)
            fresh.rename(there)
        shutil.copytree(there, out)
    return out


def _key(whole: Path | None) -> str:
    """Changes with anything that the lab is made from."""
    digest = hashlib.sha256(f"{PYODIDE.sha256} {ONNXRUNTIME.kept() and ONNXRUNTIME.sha256}".encode())
    for folder in ("course", "data", "notebooks", "assignments"):
        for path in sorted((paths.ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    digest.update((paths.ROOT / "requirements.lock").read_bytes())
    return f"{'whole' if whole else 'plain'}-{digest.hexdigest()[:24]}"


def _build(out: Path, pyodide: Path, whole: Path | None, version: str) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary)
        (stage / "contents").mkdir()
        for path, notebook in notebooks(bool(whole)).items():
            (stage / "contents" / path).write_bytes(to_bytes(notebook))
        own = stage / "static" / "pyodide"
        own.mkdir(parents=True)
        names = put_pyodide(own, pyodide, whole)
        _settings(stage, names)
        command = children.python(
            "-m", "jupyterlite_core", "build", "--lite-dir", str(stage), "--contents", "contents", "--output-dir", str(out),
            *(f"--apps={app}" for app in APPS), "--no-sourcemaps", "--no-unused-shared-packages", "--ignore-sys-prefix",
            "--no-libarchive", *(f"--LiteBuildConfig.federated_extensions={EXTENSIONS / one}" for one in (EXTENSION, *(WIDGETS if whole else ()))))
        done = subprocess.run(command, cwd=stage, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, env=children.environment())
        if done.returncode:
            raise LabError(f"JupyterLite did not build the lab.\n{(done.stdout + done.stderr)[-3000:]}")
    _trim(out)
    _icons(out)
    _notice(out)
    if whole:
        _start_with(out, "start.mjs")
        put_course(out / "course")
        starts.write(out, notebooks(True), version)
    else:
        _starts(out)


def put_pyodide(folder: Path, pyodide: Path, whole: Path | None) -> list[str]:
    """Fill ``folder`` with Pyodide, its packages, the course's wheel and the lab's scripts. Returns what a kernel starts with."""
    for name in PYODIDE.files:
        shutil.copy(pyodide / name, folder / name)
    kernel = sorted(one for one in (EXTENSIONS / EXTENSION / "static" / "pypi").glob("*.whl")
                    if one.name.startswith(("pyodide_kernel-", "ipykernel-")))
    if not kernel:
        raise LabError("jupyterlite-pyodide-kernel is not installed: install the extra `site` (make site).")
    if not whole:
        return wheels.lock(pyodide / "pyodide-lock.json", kernel, folder, extra=scores())
    needs.put_scripts(folder)
    if runtime := ONNXRUNTIME.kept():
        for name in ONNXRUNTIME.files:
            shutil.copy(runtime / Path(name).name, folder / Path(name).name)
    return wheels.lock(pyodide / "pyodide-lock.json", kernel, folder, distribution=whole)


def put_course(folder: Path) -> None:
    """The files that are fetched when they are first read: images, arrays, networks; and ``files.json``, their list."""
    from course.matching.weights import ensure_weights, files

    there = {name: path for name, path in wheels.course_files(True).items() if path.suffix in wheels.LATER}
    weights = ensure_weights()
    if ONNXRUNTIME.kept():
        for key in ("yunet_plain", *(one.onnx for one in RECOGNISERS.values() if one.onnx)):
            there[f".weights/.deepface/weights/{files()[key].name}"] = weights[key]
    listed = {}
    for name, path in there.items():
        place = "/".join(part.removeprefix(".") for part in name.split("/"))  # servers do not hand out what starts with a dot
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / place)
        listed[name] = path.stat().st_size
    (folder / "files.json").write_text(json.dumps(listed), encoding="utf-8")


def notebooks(whole: bool) -> dict[str, nbformat.NotebookNode]:
    """The lab's notebooks by file name, without outputs."""
    if not whole:
        return {f"{path.stem}.ipynb": _for_browser(lesson_notebook(source.read(path))) for path in sources()}
    found = {f"{path.stem}.ipynb": _for_browser(lesson_notebook(source.read(path))) for path in lesson_sources()}
    for slug in assignments.slugs():
        release = paths.ASSIGNMENTS / slug / "release" / f"{slug}.ipynb"
        if release.exists():
            found[release.name] = _for_browser(nbformat.read(release, as_version=4))
    return found


NO_DEEPFACE = """\
from course.errors import CourseError

try:
{code}
except CourseError as why:  # DeepFace itself is not in the browser, and the cells below go on without it
    print(why)"""


def _for_browser(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the browser's kernel. A lesson's cell that asks DeepFace itself says why it is not there.

    It raises nothing: in the browser *Run All* stops at an error, whatever the cell's tags say.
    """
    notebook.metadata["kernelspec"] = {"display_name": "Python (in the browser)", "language": "python", "name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata and "matcher.verify(" in cell.source:
            cell.source = NO_DEEPFACE.format(code=textwrap.indent(cell.source, "    "))
    return notebook


def scores() -> dict[str, bytes]:
    """The sorted distances on both halves of the cast, as files of the course's wheel."""
    from course import faces
    from course.evaluation import FaceSet, score_pairs

    files, index = {}, {}
    for recogniser in SCORED:
        for half in ("development", "evaluation"):
            found = score_pairs(FaceSet.of(faces.embeddings(recogniser, role="known", split=half)))
            index[f"{recogniser}-{half}"] = {"mated": found.mated.size, "nonmated": found.nonmated.size}
            for kind in ("mated", "nonmated"):
                # The bits of sorted positive floats are sorted too. Their differences are small, and half as large in a zip.
                bits = np.sort(np.maximum(getattr(found, kind), 0)).astype("<f4").view("<u4")
                files[f"browser_scores/{recogniser}-{half}-{kind}"] = np.diff(bits, prepend=np.uint32(0)).tobytes()
    files["browser_scores/index.json"] = json.dumps(index).encode()
    return files


def _settings(stage: Path, packages: list[str]) -> None:
    plugin = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True,
              "loadPyodideOptions": {"lockFileURL": "./static/pyodide/pyodide-lock.json", "packages": packages}}
    config = {"appName": "Face recognition course: browser lab", "appUrl": "./tree", "enableMemoryStorage": True,
              "contentsStorageName": STORAGE,
              # The kernel needs no drive, so it needs no service worker to reach one. Ours only keeps what was fetched.
              "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager",
                                     *(f"@jupyterlab/{name}" for name in UNUSED)],
              "litePluginSettings": {f"{EXTENSION}:kernel": plugin}}
    # Every cell is in the page, also for search and for screen readers.
    overrides = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
                 "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 10}}  # s: what a closed tab can lose
    (stage / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")
    (stage / "jupyter-lite.json").write_text(json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": config}), encoding="utf-8")


def _start_with(out: Path, script: str) -> None:
    """Let the kernel load ``script`` in the place of pyodide.mjs. (JupyterLite's builder would set it back.)"""
    path = out / "jupyter-lite.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["jupyter-config-data"]["litePluginSettings"][f"{EXTENSION}:kernel"]["pyodideUrl"] = f"./static/pyodide/{script}"
    path.write_text(json.dumps(settings), encoding="utf-8")


def _trim(out: Path) -> None:
    """Take out what no browser asks for."""
    for path in (out / "build").rglob("*"):
        old = path.suffix in OLD_FONTS and path.name.startswith("fa-")
        if old or (path.suffix == ".js" and path.name[0].isdigit() and UNUSED_CODE.search(path.read_bytes())):
            path.unlink()
    for pattern in ("rspack.config*.js", "doc", "package.json"):
        for path in out.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _notice(out: Path) -> None:
    """npm's archive has no licence text in it, so what it is and where its source is stands beside it."""
    (out / "static" / "pyodide" / "NOTICE.txt").write_text(
        f"pyodide.mjs, pyodide.asm.js and pyodide.asm.wasm: Pyodide {PYODIDE.version}, unchanged, under the Mozilla Public License\n"
        "2.0, https://www.mozilla.org/MPL/2.0/. Its source: https://github.com/pyodide/pyodide\n"
        "python_stdlib.zip and parts of pyodide.asm.wasm: CPython, under the PSF License, https://docs.python.org/3/license.html\n"
        "ort-wasm-simd-threaded.mjs and .wasm: onnxruntime-web, unchanged, MIT licence, https://github.com/microsoft/onnxruntime\n"
        "openblas-*.zip: OpenBLAS, BSD-3-Clause, https://github.com/OpenMathLib/OpenBLAS\n"
        "pyodide-lock.json: written anew for this site. Each wheel holds its own licence.\n", encoding="utf-8")


def _icons(out: Path) -> None:
    """The pictures of a page's tab, from the server that is not there."""
    import jupyter_server

    icons = Path(jupyter_server.__file__).with_name("static") / "favicons"
    shutil.copytree(icons, out / "static" / "favicons")
    (out / "lab").mkdir()
    shutil.copy(icons / "favicon.ico", out / "lab" / "favicon.ico")


def _starts(out: Path) -> None:
    """A short address for each notebook. (JupyterLite's own ``index.html`` holds settings that its apps read.)"""
    for path in sources():
        target = f"notebooks/index.html?path={path.stem}.ipynb"
        (out / f"{path.stem}.html").write_text(
            f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Browser lab</title>'
            f'<meta http-equiv="refresh" content="0; url={target}"></head>'
            f'<body><p><a href="{target}">Open it</a></p></body></html>\n', encoding="utf-8")


def start_page(plain: bool | None = None) -> str:
    """The site's page about the lab, in Markdown: what runs in a browser, and what does not."""
    return _plain_page() if plain or (plain is None and not packages()) else _whole_page()


def _whole_page() -> str:
    lessons = {f"{path.stem}.ipynb" for path in lesson_sources()}
    # As HTML, since MkDocs does not know of files that are put beside its own.
    lines = {name: f'- <a href="lab/{name.removesuffix(".ipynb")}.html">{html.escape(title)}</a>, {minutes} minutes.'
             for name, (title, minutes, _) in starts.titles().items()}
    recogniser = ("SFace finds and compares faces here as it does elsewhere; Dlib is compiled code that nobody built for browsers."
                  if ONNXRUNTIME.kept() else "This site was built without it. Distances of the cast are here all the same.")
    return "\n".join([
        "# Browser lab", "",
        "Every lesson and every assignment runs here, in your browser. There is nothing to install, and nothing is sent anywhere. "
        "Each page below names the megabytes before it fetches them.", "",
        '<p><a class="md-button" href="lab/work.html">Your work in this browser: download it, open it</a></p>', "",
        "## Lessons", "", *(line for name, line in lines.items() if name in lessons), "",
        "## Assignments", "", *(line for name, line in lines.items() if name not in lessons), "",
        "## How it works", "",
        "- **Your work** stays in this browser: notebooks, progress, journal. *Download my work* makes one file of it; "
        "*open my work* reads it again, here or in another browser. To hand in an assignment, download its notebook.",
        "- **Without a network.** A lesson that ran once opens again on a train, where the browser allows it.",
        f"- **The recogniser.** {recogniser} No camera is asked for. An image that you upload (the folder sign in the lab) stays in the tab.",
        "- **Slower.** Python in a browser takes about twice as long, and some seconds to start.",
        "- **Not here:** DeepFace itself, installing packages, and the local service as a program of its own. "
        "For all of it there is `make lab` in the course's folder.", "",
        '<p><a href="lab/tree/index.html">All files of the lab</a></p>', "",
    ])


def _plain_page() -> str:
    links = []
    for path in sources():
        header = source.read(path).header
        # As HTML, since MkDocs does not know of files that are put beside its own.
        links.append(f'- <a href="lab/{path.stem}.html">{header["title"]}</a>, {header["minutes"]} minutes. {header["lead"]}')
    return "\n".join([
        "# Browser lab", "",
        "These notebooks run here, in your browser. There is nothing to install, and nothing is sent anywhere.", "", *links, "",
        "Python takes some seconds to start, and about 25 MB are loaded the first time. Press Shift+Enter to run a cell. "
        "Changes stay in this browser; *File > Download* keeps a copy. "
        '<a href="lab/tree/index.html">All files of the lab</a>.', "",
        "## What does not run here", "",
        "- **The lessons and assignments.** They need numpy, pandas and OpenCV, which this site cannot ship. "
        "Read the lessons here with their outputs. To run and change them, use `make lab` in the course's folder.",
        "- **The recognisers.** The notebooks above use distances that were computed when this site was built.",
        "- **Installing packages.** The lab asks no other server. `import numpy` and `%pip install` say so.", "",
    ])
