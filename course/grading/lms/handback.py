"""Archives that a learning-management system takes for a whole class: feedback on the way back, notebooks on the way out.

* Moodle, *Upload multiple feedback files in a zip*: in folders named as in its download, by the participant's number.
* Canvas, *Upload Submissions* after a download: files named as those of the download, by the numbers of user and file. It takes a
  file only for a submission that is there, so notebooks cannot be handed out this way.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sql

from course.errors import CourseError
from course.files import whole
from course.grading.classroom import Classroom
from course.grading.gradebook.tables import HANDLE, opened
from course.grading.lms.roster import Roster

_EPOCH = (2000, 1, 1, 0, 0, 0)  # the same content gives the same bytes


@dataclass
class Packed:
    """An archive that was written: for whom it has a file, and for whom not, with the reason."""

    path: Path
    inside: list[str] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)


def feedback(classroom: Classroom, slug: str, system: str, out: Path) -> Packed:
    """Pack the feedback pages of ``slug`` for ``system``. A student is named as in the download that was collected.

    Raises
    ------
    CourseError
        When nobody's work was collected from that system.
    """
    packed = Packed(out)
    with opened(classroom) as book:
        rows = book.db.execute(sql.select(HANDLE).where(HANDLE.c.assignment == slug, HANDLE.c.system == system)).mappings().all()
        handles = {row["student"]: dict(row) for row in rows}
        graded = sorted(one.student_id for one in book.assignment_submissions(slug))
    if not handles:
        raise CourseError(f"nothing of {slug} was collected from {system.capitalize()}, so it is not known how that names its students. Collect its "
                          f"download first: course grade collect DOWNLOAD.zip --from {system}")
    files: list[tuple[str, Path]] = []
    for student in graded:
        page = classroom.folder("feedback", student, slug) / f"{slug}.html"
        if student not in handles:
            packed.without[student] = f"not collected from {system.capitalize()}"
        elif not page.exists():
            packed.without[student] = "no feedback page"
        elif system == "canvas" and not handles[student]["file"]:
            packed.without[student] = "Canvas gave this submission no file of its own"
        else:
            name = handles[student]["name"].rstrip("_")
            files.append((f"{name}_/{slug}.html" if system == "moodle" else f"{name}_{slug}.html", page))
            packed.inside.append(student)
    _pack(out, files)
    return packed


def notebooks(folders: dict[str, Path], roster: Roster, system: str, out: Path) -> Packed:
    """Pack what lies in each student's folder for handing out: student -> folder. For ``moodle`` as feedback files, for
    ``folder`` one folder a student."""
    people, packed = {one.id: one for one in roster.people}, Packed(out)
    files: list[tuple[str, Path]] = []
    for student, folder in folders.items():
        person = people[student]
        if system == "moodle" and not person.moodle:
            packed.without[student] = "the list gives no Identifier (Participant …): name Moodle's grading worksheet with --roster"
            continue
        name = f"{(person.name or student).replace('_', ' ').replace('/', ' ')}_{person.moodle}_assignsubmission_file_" if system == "moodle" else student
        files += [(f"{name}/{one.relative_to(folder).as_posix()}", one) for one in sorted(folder.rglob("*")) if one.is_file()]
        packed.inside.append(student)
    if packed.inside:
        _pack(out, files)
    return packed


def _pack(out: Path, files: Iterable[tuple[str, Path]]) -> None:
    with whole(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
