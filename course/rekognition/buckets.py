"""Images in "S3": a folder on this machine that stands for the buckets. Nothing is fetched."""

from __future__ import annotations

from pathlib import Path

from course.rekognition.errors import Refusal, RekognitionError
from course.rekognition.rules import MOST_S3_BYTES


class Buckets:
    """The folder ``folder``: a bucket is a folder in it, a key is a path in that. None: there are no buckets.

    Raises
    ------
    RekognitionError
        When ``folder`` is none.
    """

    def __init__(self, folder: Path | str | None):
        self._folder = None if folder is None else Path(folder).resolve()
        if self._folder is not None and not self._folder.is_dir():
            raise RekognitionError(f"{folder} is not a folder. Name one that holds a folder for each bucket.")

    def read(self, given: dict, name: str) -> bytes:
        """The content of an S3Object, for the member called ``name``.

        Raises
        ------
        Refusal
            When there is no such file inside the bucket, or when it is too large.
        """
        if self._folder is None:
            raise _invalid(f"{name}: this local service fetches nothing. Pass the image as Bytes, or start the service with "
                           "a folder that stands for S3 (--s3 FOLDER; in Python, s3=FOLDER).")
        if given.get("Version"):
            raise _invalid(f"{name}: files have no versions here. Leave Version out.")
        bucket, key = given.get("Bucket", ""), given.get("Name", "")
        try:
            root = (self._folder / bucket).resolve()
            path = (root / key).resolve()
            inside = root.parent == self._folder and path.is_relative_to(root)  # links that lead out are followed first
            if inside and path.is_file():
                if path.stat().st_size > MOST_S3_BYTES:
                    raise Refusal("ImageTooLargeException", f"{name}: the file has {path.stat().st_size:,} bytes; at most "
                                  f"{MOST_S3_BYTES:,} are taken. Scale the image down, or compress it more.")
                return path.read_bytes()
        except (OSError, ValueError, RuntimeError):
            pass  # names that no file can have, loops of links, no permission: the same answer for all
        raise _invalid(f"Unable to get object metadata from S3. Check object key, region and/or access permissions. "
                       f"{name}: there is no file {bucket!a}/{key!a} in the folder that stands for S3.")


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidS3ObjectException", message)
