"""What the browser lab needs and no Python package here holds, fetched once in set-up and kept in the cache.

    python -m course.site.browser.fetch [--pyodide FOLDER-OR-ARCHIVE]

Two archives of npm, each of one pinned SHA-256: Pyodide's core (Python compiled for the browser) and onnxruntime-web (the
networks' runtime). And the files of the Pyodide distribution (numpy, pandas and so on), see ``distribution``. What cannot
be had is said in a sentence: the site is then built with less in its lab, or without one.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course import paths
from course.files import write_whole
from course.site.browser import distribution


@dataclass(frozen=True)
class Archive:
    """One archive of npm, and what is kept of it."""

    name: str
    version: str
    sha256: str
    files: tuple[str, ...]
    """As they lie in the archive's folder ``package``; kept under their last names."""
    without: str
    """What the site lacks when it cannot be had, as a sentence."""

    @property
    def folder(self) -> Path:
        return paths.CACHE / self.name / self.version

    def kept(self) -> Path | None:
        """The folder of its files, or None when it was not fetched."""
        return self.folder if all((self.folder / Path(name).name).exists() for name in self.files) else None


PYODIDE = Archive(
    "pyodide", distribution.VERSION, "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343",
    ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", "package.json"),
    "The site is built without the browser lab.",
)  # fmt: skip

ONNXRUNTIME = Archive(
    "onnxruntime-web", "1.30.0", "d2228df7e4616bc3348bf504ee888f3bec43789a273f0a63f3e68d203ce3bf71",
    ("dist/ort-wasm-simd-threaded.mjs", "dist/ort-wasm-simd-threaded.wasm"),
    "The browser lab is built without the recogniser.",
)  # fmt: skip


def fetch(archive: Archive) -> str:
    """Fetch ``archive`` with npm unless it is there. Returns a sentence that says what was done, or what is missing."""
    if archive.kept():
        return ""
    npm = shutil.which("npm")
    if not npm:
        return f"npm is missing, which fetches {archive.name} (on Debian: apt install npm). {archive.without}"
    with tempfile.TemporaryDirectory() as temporary:
        command = [npm, "pack", "--silent", f"{archive.name}@{archive.version}", "--pack-destination", temporary]
        done = subprocess.run(command, cwd=temporary, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        archives = list(Path(temporary).glob("*.tgz"))
        if done.returncode or not archives:
            return (f"npm could not fetch {archive.name} {archive.version}: {done.stderr.strip()[-300:] or 'no archive came'}. "
                    f"{archive.without}")
        return unpack(archive, archives[0].read_bytes())


def unpack(archive: Archive, content: bytes) -> str:
    """Keep the files of npm's archive that a browser needs, if it is the archive that was tried."""
    found = hashlib.sha256(content).hexdigest()
    if found != archive.sha256:
        return (f"The archive of {archive.name} {archive.version} has the SHA-256 {found[:12]}..., not {archive.sha256[:12]}...: "
                f"it was not used. {archive.without}")
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        for name in archive.files:
            write_whole(archive.folder / Path(name).name, tar.extractfile(f"package/{name}").read())
    return f"Fetched {archive.name} {archive.version} for the browser lab."


def lock() -> Path | None:
    """The list of the whole Pyodide distribution, with the SHA-256 of each of its files; None without the core."""
    core = PYODIDE.kept()
    return core / "pyodide-lock.json" if core else None


def everything(given: Path | None = None) -> list[str]:
    """Fetch all three. ``given``: a folder or an archive with the distribution's files. Returns what is to be said."""
    said = [fetch(PYODIDE), fetch(ONNXRUNTIME)]
    if there := lock():
        said.append(distribution.gather(there, given))
    return [sentence for sentence in said if sentence]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m course.site.browser.fetch", description=__doc__.split("\n\n")[0])
    parser.add_argument("--pyodide", type=Path, metavar="PATH",
                        help=f"a folder or an archive (.tar, .tar.bz2, .zip, .whl) with the files of Pyodide {distribution.VERSION}")
    options = parser.parse_args()
    for sentence in everything(options.pyodide):
        print(sentence, flush=True)
    sys.exit(0)  # the site can be built without them
