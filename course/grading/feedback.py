"""Feedback pages: one HTML file for each student, that loads nothing and runs nothing.

nbgrader makes the page from the graded notebook, which holds visible tests only. What is left of scripts in its page
template is taken out, and the page forbids any.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import GetGrades

from course.grading.classroom import Classroom, replace_folder

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


def write(classroom: Classroom, slug: str, student: str | None = None) -> int:
    """Write ``feedback/<student>/<slug>/<slug>.html`` for everyone graded, or for one student; returns how many."""
    converter = GenerateFeedback(coursedir=classroom.directory, config=classroom.config)
    exporter = HTMLExporter(config=converter.config)
    for step in (GetGrades, CSSHTMLHeaderPreprocessor):
        exporter.register_preprocessor(step, enabled=True)
    count = 0
    with classroom.gradebook() as gradebook:
        names = sorted(s.student.id for s in gradebook.assignment_submissions(slug))
    for name in names:
        graded = classroom.folder("autograded", name, slug) / f"{slug}.ipynb"
        if student not in (None, name) or not graded.exists():
            continue
        about = {"student": name, "assignment": slug, "notebook": slug, "db_url": classroom.db_url}
        page, _ = exporter.from_filename(str(graded), resources={"nbgrader": about, "unique_key": slug})
        _store(classroom.folder("feedback", name, slug), slug, _inert(page), graded.parent / "timestamp.txt")
        count += 1
    return count


def _inert(page: str) -> str:
    page = _SCRIPT.sub("", page)
    rule = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return page.replace("<head>", f"<head>\n{rule}", 1)


def _store(place: Path, slug: str, page: str, timestamp: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=place.parent))
    os.chmod(new, 0o755)
    (new / f"{slug}.html").write_text(page, encoding="utf-8")
    if timestamp.exists():
        (new / "timestamp.txt").write_bytes(timestamp.read_bytes())
    replace_folder(new, place)
