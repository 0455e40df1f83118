"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write ``content`` under a temporary name beside ``path``, then put it in place in one step. Makes the folder."""
    with whole(path, mode) as file:
        file.write(content)


@contextlib.contextmanager
def whole(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A file to write into, which is put in place at ``path`` in one step when the block ends, and not at all if it fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
        os.chmod(temporary, mode)  # mkstemp makes it private; most of these files may be shared between accounts
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
