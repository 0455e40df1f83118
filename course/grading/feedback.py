"""Feedback pages: one HTML file for each student, that loads nothing and runs nothing.

nbgrader makes the page from the graded notebook, which holds visible tests only. What is left of scripts in its page
template is taken out, and the page forbids any. Tasks stand under their names, formulas are pictures, and a rubric shows its
criteria and the level that was met, without the answers that its readers compare with.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.api import SubmittedAssignment
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import GetGrades, NbGraderPreprocessor
from tqdm import tqdm

from course import __version__
from course.content import rubric
from course.content.source import task_of
from course.figures import formulas
from course.grading import form_page, lateness, sanitise, submission
from course.grading.classroom import Classroom, replace_folder
from course.grading.gradebook.tables import opened
from course.grading.names import one_form

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
FORMULAS = 200  # of a student's own that are drawn in one page
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_MADE_OF = re.compile(r'<meta name="made-of" content="(\w+)">')
_ASIDE = re.compile(r"(<code\b.*?</code>|<pre\b.*?</pre>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_TEX = re.compile(r"\$\$([^$]+)\$\$|(?<![\\\w$])\$(?=[^\s$])([^$\n]*[^\s$])\$(?![\w$])")


def write(classroom: Classroom, slug: str, student: str | None = None, *, progress: bool = False) -> int:
    """Write ``feedback/<student>/<slug>/<slug>.html`` for everyone graded, or for one student; returns how many.

    A page that is there and was made of the same notebook, points and comments is left as it is.
    """
    converter = GenerateFeedback(coursedir=classroom.directory, config=classroom.config)
    exporter = HTMLExporter(config=converter.config)
    for step in (GetGrades, ForStudents, CSSHTMLHeaderPreprocessor):
        exporter.register_preprocessor(step, enabled=True)
    with opened(classroom) as book:
        lateness.settle(book, classroom.config, slug)
        graded = {one.student_id: _state(one) for one in sorted(book.assignment_submissions(slug), key=lambda one: one.student_id)}
    count = 0
    for name, state in tqdm(graded.items(), unit="page", file=sys.stderr, disable=not progress):
        notebook = classroom.folder("autograded", name, slug) / f"{slug}.ipynb"
        if (student is not None and one_form(student) != one_form(name)) or not notebook.exists():
            continue
        count += 1
        secret = submission.exchange_secret(classroom.folder("submitted", name, slug))
        made_of = hashlib.sha256(f"{__version__} {state}".encode() + secret + notebook.read_bytes()).hexdigest()[:32]
        place = classroom.folder("feedback", name, slug)
        if _made_of(place / f"{slug}.html") == made_of:
            continue
        about = {"student": name, "assignment": slug, "notebook": slug, "db_url": classroom.db_url}
        page, _ = exporter.from_filename(str(notebook), resources={"nbgrader": about, "unique_key": slug})
        _store(place, slug, _inert(_named(page), made_of), notebook.parent / "timestamp.txt", secret)
    return count


def _state(one: SubmittedAssignment) -> str:
    """All of the gradebook that a page shows."""
    told: list[Any] = [str(one.timestamp)]
    for notebook in one.notebooks:
        told += [notebook.late_submission_penalty, sorted((g.name, g.score, g.max_score) for g in notebook.grades)]
        told.append(sorted((c.name, c.comment or "") for c in notebook.comments))
    return json.dumps(told)


class ForStudents(NbGraderPreprocessor):
    """Formulas as pictures; of a rubric what its writer may see; of a form no code."""

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict) -> tuple[nbformat.NotebookNode, dict]:
        """Change the text cells of a graded notebook."""
        with sanitise.one_notebook():
            return self._preprocess(nb, resources)

    def _preprocess(self, nb: nbformat.NotebookNode, resources: dict) -> tuple[nbformat.NotebookNode, dict]:
        form_page.for_students(nb)
        essays = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in nb.cells
                  if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("grade")}
        left = FORMULAS
        for cell in nb.cells:
            if cell.cell_type != "markdown":
                continue
            essay = essays.get(cell.id.removesuffix("-rubric")) if cell.id.endswith("-rubric") else None
            if essay:
                cell.source = rubric.for_student(cell.source, essay.get("score") or 0.0, essay.get("comment") or "")
            if cell.source.startswith("<div>"):  # a student's, as course.grading.sanitise left it
                cell.source, used = _drawn(cell.source, left)
                left -= used
            else:
                cell.source = formulas.in_text(cell.source)
        return nb, resources


def _drawn(source: str, most: int) -> tuple[str, int]:
    """A student's harmless HTML with its formulas drawn, outside of code; drawn in a child, as a student wrote them."""
    parts, used = _ASIDE.split(source), 0

    def draw(found: re.Match) -> str:
        nonlocal used
        used += 1
        return found[0] if used > most else sanitise.formula(html.unescape(found[1] or found[2]))

    for place in range(0, len(parts), 2):
        parts[place] = _TEX.sub(draw, parts[place])
    return "".join(parts), used


def _named(page: str) -> str:
    """The page with its tasks under their names instead of "Test cell"."""
    page = re.sub(r'<a href="#([\w-]+)">(?:Test cell|Coding free-response|Written response|Task)</a>',
                  lambda m: f'<a href="#{m[1]}">{task_of(m[1])}</a>', page)
    page = re.sub(r'<a href="#comment-([\w-]+)">Comment</a>', lambda m: f'<a href="#comment-{m[1]}">Comment on {task_of(m[1])}</a>', page)
    page = re.sub(r'<a name="comment-([\w-]+)"></a>(.*?)<span class="nbgrader-label">Student\'s answer</span>',
                  lambda m: f'<a name="comment-{m[1]}"></a>{m[2]}<span class="nbgrader-label">Your answer to {task_of(m[1])}</span>', page, flags=re.DOTALL)
    return re.sub(r'<span class="nbgrader-label">Grade cell: <code>([\w-]+)</code></span>',
                  lambda m: f'<span class="nbgrader-label">Points for {task_of(m[1])}</span>', page)


def _inert(page: str, made_of: str) -> str:
    page = _SCRIPT.sub("", page)
    rule = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<meta name="made-of" content="{made_of}">'
    return page.replace("<head>", f"<head>\n{rule}", 1)


def _made_of(page: Path) -> str:
    """What a page that is there was made of; empty when there is none."""
    try:
        with page.open(encoding="utf-8") as file:
            found = _MADE_OF.search(file.read(1000))
    except (OSError, UnicodeDecodeError):
        return ""
    return found[1] if found else ""


def _store(place: Path, slug: str, page: str, timestamp: Path, secret: bytes) -> None:
    """``secret``: nbgrader's exchange takes no page back without it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=place.parent))
    os.chmod(new, 0o755)
    (new / f"{slug}.html").write_text(page, encoding="utf-8")
    if timestamp.exists():
        (new / "timestamp.txt").write_bytes(timestamp.read_bytes())
    if secret:
        (new / "submission_secret.txt").write_bytes(secret)
    replace_folder(new, place)
