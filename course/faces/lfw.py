"""Read Labeled Faces in the Wild, if you have it: its folders and its pairs files. Nothing is downloaded.

The layout: a folder a person, ``Name/Name_0001.jpg``. A pairs file (``pairs.txt``, ``pairsDevTest.txt``) starts with
a line of counts: ``folds pairs`` or ``pairs``; then, for each fold, that many mated lines ``Name 1 4`` and as many
non-mated lines ``Name 1 Other 2``. LFW's people were never asked; see ``docs/own-images.md`` before you use it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from course.faces.cast import CastError

FILE = re.compile(r"(?P<person>.+)_(?P<number>\d{4})\.(jpg|jpeg|png)", re.IGNORECASE)


def images(folder: Path) -> pd.DataFrame:
    """Return one row an image: ``image`` (``Name_0001``), ``subject``, ``number`` (from 1), ``file`` (its path).

    Files that do not follow the layout are passed over.

    Raises
    ------
    CastError
        When none does.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CastError(f"{folder} is not a folder. Give the folder that holds one sub-folder for each person.")
    rows = []
    for path in sorted(folder.glob("*/*")):
        match = FILE.fullmatch(path.name)
        if match and match["person"] == path.parent.name and path.is_file():
            rows.append({"image": path.stem, "subject": match["person"], "number": int(match["number"]),
                         "file": str(path)})
    if not rows:
        raise CastError(f"{folder} holds no file such as Name/Name_0001.jpg. Give LFW's inner folder, often `lfw`.")
    return pd.DataFrame(rows)


def persons(folder: Path) -> pd.Series:
    """Return the number of images of each person, by name.

    Raises
    ------
    CastError
        As ``images`` does.
    """
    return images(folder).groupby("subject").size().rename("images")


def pairs(folder: Path, file: Path) -> pd.DataFrame:
    """Return one row a pair of ``file``: ``fold`` (from 1), ``mated``, ``a``, ``b`` (image names), ``file_a``, ``file_b``.

    Raises
    ------
    CastError
        With file and line, for a line that does not follow the layout, for a mated pair of one image, a non-mated
        pair of one person, a missing image, and when the counts do not fit.
    """
    file = Path(file)
    files = images(folder).set_index(["subject", "number"])[["image", "file"]]
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CastError(f"{file} cannot be read ({error}). Give LFW's pairs.txt or pairsDevTest.txt.") from None
    while lines and not lines[-1].strip():
        lines.pop()
    folds, each = _counts(file, lines)
    if len(lines) - 1 != folds * each * 2:
        raise CastError(f"{file} announces {folds} x 2 x {each} pairs and holds {len(lines) - 1}. Fetch it again.")
    rows = []
    for i, line in enumerate(lines[1:]):
        at, mated = f"{file}:{i + 2}", i % (2 * each) < each
        (person, first), (other, second) = _pair(line, mated, at)
        found = []
        for who, number in ((person, first), (other, second)):
            if (who, number) not in files.index:
                raise CastError(f"{at}: {who}_{number:04d} is not in {folder}. Check that the set is complete.")
            found.append(files.loc[(who, number)])
        a, b = found
        rows.append({"fold": i // (2 * each) + 1, "mated": mated, "a": a.image, "b": b.image,
                     "file_a": a.file, "file_b": b.file})
    return pd.DataFrame(rows)


def _counts(file: Path, lines: list[str]) -> tuple[int, int]:
    fields = lines[0].split() if lines else []
    if len(fields) not in (1, 2) or not all(field.isdecimal() and int(field) for field in fields):
        raise CastError(f"{file}:1: the first line must be `pairs` or `folds pairs`, such as `10 300`.")
    numbers = [int(field) for field in fields]
    return (1, numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])


def _pair(line: str, mated: bool, at: str) -> tuple[tuple[str, int], tuple[str, int]]:
    fields = line.split()
    if len(fields) != (3 if mated else 4):
        want = "mated: `Name 1 4`" if mated else "non-mated: `Name 1 Other 2`"
        raise CastError(f"{at}: {line!r} should be {want}. Fetch the file again.")
    numbers = fields[1:] if mated else fields[1::2]
    if not all(number.isdecimal() for number in numbers):
        raise CastError(f"{at}: {line!r} has something else where the number of an image should be.")
    person, other = fields[0], fields[0] if mated else fields[2]
    if not mated and person == other:
        raise CastError(f"{at}: a non-mated pair of one person, {person}. Fetch the file again.")
    first, second = map(int, numbers)
    if mated and first == second:
        raise CastError(f"{at}: a mated pair of one image, {person}_{first:04d}. Fetch the file again.")
    return (person, first), (other, second)
