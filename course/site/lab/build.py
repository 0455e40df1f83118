"""Build the lab: JupyterLite with a Pyodide of its own, the course's plain-Python parts, and a few notebooks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from course import paths
from course.authoring import source
from course.authoring.build import lesson_notebook, to_bytes
from course.errors import CourseError
from course.site.lab import wheels
from course.site.lab.core import FILES, core

NOTEBOOKS = paths.NOTEBOOKS / "browser"
APPS = ("notebooks", "tree")
EXTENSION = "@jupyterlite/pyodide-kernel-extension"
OLD_FONTS = (".svg", ".eot", ".ttf")
"""Every browser that runs WebAssembly reads the same fonts as woff2."""


class LabError(CourseError):
    """The lab cannot be built."""


def sources() -> list[Path]:
    """The sources of the notebooks that run in a browser."""
    return sorted(NOTEBOOKS.glob("*.py"))


def build(out: Path) -> Path:
    """Build the lab into the folder ``out``, which must not be there yet. Nothing is fetched.

    Raises LabError when the Pyodide core was not fetched, or JupyterLite does not build.
    """
    pyodide = core()
    if pyodide is None:
        raise LabError("The browser lab needs the Pyodide core: run `python -m course.site.lab.core` (or `make site`), "
                       "which fetches it once with npm.")
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
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(stage), "--contents", "contents",
                   "--output-dir", str(out), *(f"--apps={app}" for app in APPS), "--no-sourcemaps",
                   "--no-unused-shared-packages", "--ignore-sys-prefix", "--no-libarchive",
                   f"--LiteBuildConfig.federated_extensions={extension}"]
        done = subprocess.run(command, cwd=stage, capture_output=True, text=True, check=False)
        if done.returncode:
            raise LabError(f"JupyterLite did not build the lab.\n{(done.stdout + done.stderr)[-3000:]}")
    _trim(out)
    _starts(out)
    return out


def _notebook(path: Path) -> bytes:
    notebook = lesson_notebook(source.read(path))
    notebook.metadata["kernelspec"] = {"display_name": "Python (in the browser)", "language": "python", "name": "python"}
    return to_bytes(notebook)


def scores() -> dict[str, bytes]:
    """The sorted distances of both recognisers on both halves of the cast, as files of the course's wheel."""
    from course import faces
    from course.evaluation import FaceSet, score_pairs

    files, index = {}, {}
    for recogniser in ("dlib", "sface"):
        for half in ("development", "evaluation"):
            found = score_pairs(FaceSet.of(faces.embeddings(recogniser, role="known", split=half)))
            index[f"{recogniser}-{half}"] = {"mated": found.mated.size, "nonmated": found.nonmated.size}
            for kind in ("mated", "nonmated"):
                values = np.sort(getattr(found, kind)).astype("<f4")
                files[f"browser_scores/{recogniser}-{half}-{kind}.f32"] = values.tobytes()
    files["browser_scores/index.json"] = json.dumps(index).encode()
    return files


def _settings(stage: Path, packages: list[str]) -> None:
    plugin = {"pyodideUrl": "./static/pyodide/pyodide.mjs", "disablePyPIFallback": True,
              "loadPyodideOptions": {"lockFileURL": "./static/pyodide/pyodide-lock.json", "packages": packages}}
    config = {"appName": "Face recognition course: browser lab", "appUrl": "./tree", "enableMemoryStorage": True,
              "litePluginSettings": {f"{EXTENSION}:kernel": plugin}}
    (stage / "jupyter-lite.json").write_text(json.dumps({"jupyter-lite-schema-version": 0, "jupyter-config-data": config}))


def _trim(out: Path) -> None:
    """Take out what no browser asks for."""
    for path in (out / "build").rglob("*"):
        if path.suffix in OLD_FONTS and path.name.startswith("fa-"):
            path.unlink()
    for pattern in ("rspack.config*.js", "doc", "package.json", "jupyter-lite.ipynb"):
        for path in out.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _starts(out: Path) -> None:
    """A short address for each notebook, and the lab's own address leads to the page that says what runs."""
    addresses = {"index.html": "../browser-lab.html"}
    addresses |= {f"{path.stem}.html": f"notebooks/index.html?path={path.stem}.ipynb" for path in sources()}
    for name, target in addresses.items():
        (out / name).write_text(
            f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Browser lab</title>'
            f'<meta http-equiv="refresh" content="0; url={target}"></head>'
            f'<body><p><a href="{target}">Open it</a></p></body></html>\n', encoding="utf-8")
