"""Build the lab: JupyterLite with a Pyodide of its own, the course's plain-Python parts, and a few notebooks."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from filelock import FileLock

from course import children, paths
from course.content import source
from course.content.notebooks import lesson_notebook, to_bytes
from course.errors import CourseError
from course.site.browser import wheels
from course.site.browser.core import FILES, VERSION, core

NOTEBOOKS = paths.NOTEBOOKS / "browser"
APPS = ("notebooks", "tree")
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
RECOGNISERS = ("dlib",)
OLD_FONTS = (".svg", ".eot", ".ttf", ".woff")
"""Every browser that runs WebAssembly reads the same fonts as woff2."""

UNUSED = ("mermaid-extension", "vega5-extension", "terminal-extension")
"""Extensions of JupyterLab that no notebook here needs, and which are a tenth of the whole site."""

UNUSED_CODE = re.compile(rb"mermaidAPI|mermaid-parser|\bcytoscape\b|org\.eclipse\.elk|elkjs|\bvega-embed|vega-lite|xterm-")
"""What is found in the scripts of those extensions only. A test runs every notebook without them."""


class LabError(CourseError):
    """The lab cannot be built."""


def sources() -> list[Path]:
    """The sources of the notebooks that run in a browser."""
    return sorted(NOTEBOOKS.glob("*.py"))


def build(out: Path) -> Path:
    """Put the lab into the folder ``out``, which must not be there yet. Nothing is fetched.

    It is built when the code, the data or the packages have changed since the last time; the result is kept in the cache.

    Raises
    ------
    LabError
        When the Pyodide core was not fetched, or JupyterLite does not build.
    """
    pyodide = core()
    if pyodide is None:
        raise LabError("The browser lab needs the Pyodide core: run `python -m course.site.browser.core` (or `make site`), "
                       "which fetches it once with npm.")
    kept = paths.CACHE / "browser-lab"
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / ".lock"):
        there = kept / _key()
        if not there.exists():
            for old in kept.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            fresh = kept / "unfinished"
            _build(fresh, pyodide)
            fresh.rename(there)
        shutil.copytree(there, out)
    return out


def _key() -> str:
    """Changes with anything that the lab is made from."""
    digest = hashlib.sha256(VERSION.encode())
    for folder in ("course", "data", "notebooks/browser", "notebooks/quizzes"):
        for path in sorted((paths.ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".yml", ".csv", ".npy"):
                digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    digest.update((paths.ROOT / "requirements.lock").read_bytes())
    return digest.hexdigest()[:24]


def _build(out: Path, pyodide: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        stage = Path(temporary)
        (stage / "contents").mkdir()
        for path in sources():
            (stage / "contents" / f"{path.stem}.ipynb").write_bytes(_notebook(path))
        own = stage / "static" / "pyodide"
        own.mkdir(parents=True)
        for name in FILES:
            shutil.copy(pyodide / name, own / name)
        extension = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / EXTENSION
        kernel = sorted(one for one in (extension / "static" / "pypi").glob("*.whl")
                        if one.name.startswith(("pyodide_kernel-", "ipykernel-")))
        if not kernel:
            raise LabError("jupyterlite-pyodide-kernel is not installed: install the extra `site` (make site).")
        names = wheels.lock(pyodide / "pyodide-lock.json", kernel, own, scores())
        _settings(stage, names)
        command = children.python(
            "-m", "jupyterlite_core", "build", "--lite-dir", str(stage), "--contents", "contents", "--output-dir", str(out),
            *(f"--apps={app}" for app in APPS), "--no-sourcemaps", "--no-unused-shared-packages", "--ignore-sys-prefix",
            "--no-libarchive", f"--LiteBuildConfig.federated_extensions={extension}")
        done = subprocess.run(command, cwd=stage, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False, env=children.environment())
        if done.returncode:
            raise LabError(f"JupyterLite did not build the lab.\n{(done.stdout + done.stderr)[-3000:]}")
    _trim(out)
    _icons(out)
    _notice(out)
    _starts(out)


def _notebook(path: Path) -> bytes:
    notebook = lesson_notebook(source.read(path))
    notebook.metadata["kernelspec"] = {"display_name": "Python (in the browser)", "language": "python", "name": "python"}
    return to_bytes(notebook)


def scores() -> dict[str, bytes]:
    """The sorted distances on both halves of the cast, as files of the course's wheel."""
    from course import faces
    from course.evaluation import FaceSet, score_pairs

    files, index = {}, {}
    for recogniser in RECOGNISERS:
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
              # The kernel needs no files of the reader, so it needs no service worker to hand them over.
              "disabledExtensions": ["@jupyterlite/application-extension:service-worker-manager",
                                     *(f"@jupyterlab/{name}" for name in UNUSED)],
              "litePluginSettings": {f"{EXTENSION}:kernel": plugin}}
    # Every cell is in the page, also for search and for screen readers; the notebooks are short.
    overrides = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
    (stage / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")
    (stage / "jupyter-lite.json").write_text(json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": config}), encoding="utf-8")


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
        f"pyodide.mjs, pyodide.asm.mjs and pyodide.asm.wasm: Pyodide {VERSION}, unchanged, under the Mozilla Public License\n"
        "2.0, https://www.mozilla.org/MPL/2.0/. Its source: https://github.com/pyodide/pyodide\n"
        "python_stdlib.zip and parts of pyodide.asm.wasm: CPython, under the PSF License, https://docs.python.org/3/license.html\n"
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


def start_page() -> str:
    """The site's page about the lab, in Markdown: what runs in a browser, and what does not."""
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
