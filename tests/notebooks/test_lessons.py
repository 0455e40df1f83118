"""Every lesson runs from top to bottom, with no network, from two working directories; and is whole."""

import re
import subprocess
import sys

import nbformat
import pytest

from course.authoring import build, source
from course.lab.quiz import quiz
from tests.conftest import ROOT

LESSONS = build.lesson_sources()
names = [path.stem for path in LESSONS]


def run(prefix, notebook, cwd, out):
    command = [*prefix, sys.executable, "-m", "course.authoring.execute", str(notebook), str(cwd), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr[-3000:]
    return nbformat.read(out, as_version=4)


@pytest.mark.notebook
# One lesson also from the root of the course: paths must not hang on where a notebook is started.
@pytest.mark.parametrize(("lesson", "where"), [(lesson, "notebooks") for lesson in LESSONS] + [(LESSONS[0], ".")],
                         ids=lambda value: getattr(value, "stem", value))
def test_a_lesson_runs_offline(lesson, where, offline, tmp_path):
    executed = run(offline, lesson.with_suffix(".ipynb"), ROOT / where, tmp_path / "out.ipynb")
    pictures = [o for c in executed.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    assert not pictures, "a picture was shown without alternative text; use course.lab.figure.Figure"
    shown = "".join(str(o.get("data", {}).get("text/html", "")) for c in executed.cells for o in c.get("outputs", []))
    for alt in re.findall(r'<img [^>]*?alt="([^"]*)"', shown):
        assert len(alt.split()) >= 5
    assert "<img" not in re.sub(r'<img [^>]*?alt="[^"]+"', "", shown)


@pytest.mark.parametrize("lesson", LESSONS, ids=names)
def test_a_lesson_is_whole(lesson):
    parsed = source.read(lesson)
    text = "\n".join(cell.text for cell in parsed.cells)
    for key in ("objectives", "before", "lead", "minutes"):
        assert parsed.header.get(key), f"no {key}"
    for part in ("## Take away", "**Words:**", "Check yourself", f'quiz("{lesson.stem}")'):
        assert part in text, f"no {part}"
    assert len(quiz(lesson.stem).questions) >= 3


@pytest.mark.parametrize("lesson", LESSONS, ids=names)
def test_code_cells_are_short(lesson):
    """A student reads at most a dozen lines at a time."""
    for cell in source.read(lesson).cells:
        if cell.kind == "code":
            lines = [line for line in cell.text.split("\n") if line.strip() and not line.strip().startswith("#")]
            assert len(lines) <= 12, f"line {cell.line}: {len(lines)} lines of code"


@pytest.mark.parametrize("lesson", LESSONS, ids=names)
def test_links_lead_somewhere(lesson):
    for cell in source.read(lesson).cells:
        if cell.kind == "markdown":
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", cell.text):
                if "://" not in target:
                    assert (lesson.parent / target).exists(), f"line {cell.line}: {target}"
