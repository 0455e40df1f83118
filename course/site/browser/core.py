"""The Pyodide core: Python compiled for the browser. The one part of the site that no Python package holds.

    python -m course.site.browser.core

fetches it with npm, checks its hash, and keeps it in the cache. Without npm it says so, and the site is built without
the lab.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from course import paths
from course.files import write_whole

VERSION = "314.0.6"
"""The version that the pinned jupyterlite-pyodide-kernel was made for; a test compares them."""

SHA256 = "d78ac549b28a2a58600cd06f44e017024151775f8c6b2d73fab1475400d38ea2"
"""Of npm's archive."""

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", "package.json")
MEND = "The site is built without the browser lab."


def core() -> Path | None:
    """The folder of the core's files, or None when it was not fetched."""
    folder = _folder()
    return folder if all((folder / name).exists() for name in FILES) else None


def _folder() -> Path:
    return paths.CACHE / "pyodide" / VERSION


def fetch() -> str:
    """Fetch the core unless it is there. Returns a sentence that says what was done, or what is missing."""
    if core():
        return ""
    npm = shutil.which("npm")
    if not npm:
        return f"npm is missing, which fetches Pyodide (on Debian: apt install npm). {MEND}"
    with tempfile.TemporaryDirectory() as temporary:
        command = [npm, "pack", "--silent", f"pyodide@{VERSION}", "--pack-destination", temporary]
        done = subprocess.run(command, cwd=temporary, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        archives = list(Path(temporary).glob("*.tgz"))
        if done.returncode or not archives:
            return f"npm could not fetch pyodide {VERSION}: {done.stderr.strip()[-300:] or 'no archive came'}. {MEND}"
        return unpack(archives[0].read_bytes())


def unpack(archive: bytes) -> str:
    """Keep the files of npm's archive that a browser needs, if it is the archive that was tried."""
    found = hashlib.sha256(archive).hexdigest()
    if found != SHA256:
        return f"The archive of pyodide {VERSION} has the SHA-256 {found[:12]}..., not {SHA256[:12]}...: it was not used. {MEND}"
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for name in FILES:
            write_whole(_folder() / name, tar.extractfile(f"package/{name}").read())
    return f"Fetched Pyodide {VERSION} for the browser lab."


if __name__ == "__main__":
    said = fetch()
    if said:
        print(said, flush=True)
    sys.exit(0)  # the site can be built without it
