"""Where the images of the cast are. A wheel brings them in one archive, which is unpacked once for each user."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from course import paths
from course.errors import CourseError

PATTERN = "faces-*.tar.gz"  # what stands for the star changes with the images: see course.setup.wheel


def folder() -> Path:
    """The folder with the cast's images. ``COURSE_FACES`` names another, as on a machine that many share.

    Raises
    ------
    CourseError
        When they cannot be unpacked.
    """
    given = os.environ.get("COURSE_FACES")
    if given:
        return Path(given)
    archive = next(paths.SHIPPED.glob(PATTERN), None) if paths.INSTALLED else None
    if archive is None:
        return paths.DATA / "faces"
    place = paths.OWN / archive.name.removesuffix(".tar.gz")
    return place if place.is_dir() else _unpacked(archive, place)


def _unpacked(archive: Path, place: Path) -> Path:
    """Unpack whole or not at all; whoever does so at the same time gets the same."""
    print("Unpacking the faces of the course, once ...", file=sys.stderr)
    fresh = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = tempfile.mkdtemp(dir=place.parent, prefix="faces-", suffix=".tmp")
        with tarfile.open(archive) as tar:
            # The first patches of Python 3.11, which Debian 12 has, know no filter. The archive is the course's own.
            tar.extractall(fresh, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        for one in (Path(fresh), *Path(fresh).rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)  # a submission that is graded as another user reads them, too
        if not place.is_dir():
            os.rename(fresh, place)
    except (OSError, tarfile.TarError, EOFError) as error:
        if not place.is_dir():
            raise CourseError(f"the faces of the course cannot be unpacked into {place}: {error}. Make room there (25 MB), or set "
                              "COURSE_FACES to a folder where they are.") from None
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)
    for old in place.parent.glob("faces-*"):
        if old != place and old.suffix != ".tmp":
            shutil.rmtree(old, ignore_errors=True)  # of an earlier version of the course
    return place
