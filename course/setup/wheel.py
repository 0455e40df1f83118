"""Called by hatchling when it builds the wheel. Standard library and hatchling only.

The wheel asks for the locked versions: else whoever installs it in a year gets whatever is newest then. And it brings the images in
one archive, as thousands of small files would add megabytes of headers. An editable install is left alone.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile
import tempfile
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WholeCourse(BuildHookInterface):
    """Adds every pin of ``environment.yml`` (the locked set without extras), the images, and single files."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Add them, unless the build is an editable one."""
        if version != "standard":
            return
        root = Path(self.root)
        text = (root / "environment.yml").read_text(encoding="utf-8")
        build_data["dependencies"] += re.findall(r'^ +- "([^"]+==[^"]+)"$', text, flags=re.MULTILINE)
        content = packed(root / "data" / "faces")
        self._folder = tempfile.TemporaryDirectory()
        archive = Path(self._folder.name) / f"faces-{hashlib.sha256(content).hexdigest()[:16]}.tar.gz"
        archive.write_bytes(content)
        build_data["force_include"] |= {str(archive): f"course/shipped/{archive.name}"} | {
            str(root / name): f"course/shipped/{name}" for name in ("LICENSE", "requirements.lock")}

    def finalize(self, version: str, build_data: dict, artifact_path: str) -> None:
        """Remove what was made on the way."""
        if version == "standard":
            self._folder.cleanup()


def packed(faces: Path) -> bytes:
    """A gzipped tar of the images in ``faces``: the same images always give the same bytes."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for path in sorted(faces.rglob("*.jpg")):
            told = tarfile.TarInfo(path.relative_to(faces).as_posix())
            told.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(told, file)
    return out.getvalue()
