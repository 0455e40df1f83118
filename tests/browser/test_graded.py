"""A graded assignment from release to points: handed out, solved in JupyterLab, saved there, handed in, graded."""

import os
import re
import shutil

import pytest

from course.cli import cli
from course.content import assignments, bank
from course.grading.classroom import Classroom
from tests.browser.chromium import course_lab, opened

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]
RIGHT = """
def identify(matrix, names, probe):
    distances = 1 - np.asarray(matrix) @ (np.asarray(probe) / np.linalg.norm(probe))
    best = int(np.argmin(distances))
    return names[best], float(distances[best])
"""


def course(*words):
    """Run ``course WORDS`` in this process."""
    cli.main([str(word) for word in words], standalone_mode=False)


def cell_of(page, text):
    return page.locator(".jp-Notebook .jp-CodeCell", has=page.locator(".jp-InputArea", has_text=text)).first


def run_cell(page, text):
    """Run the cell with this text by its keys. Returns what it shows."""
    cell = cell_of(page, text)
    prompt = cell.locator(".jp-InputArea-prompt")
    before = prompt.inner_text()
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    cell.locator(".jp-InputArea-prompt", has_text=re.compile(r"\[\d+\]")).filter(has_not_text=before).wait_for()
    return cell.locator(".jp-OutputArea").inner_text()


def answer(page, text, typed):
    """Type an answer over what the cell with this text holds, and run it."""
    cell_of(page, text).locator(".cm-content").click()
    page.keyboard.press("Control+A")
    for number, line in enumerate(typed.strip().split("\n")):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line.strip())  # the editor indents what follows a colon
    assert run_cell(page, typed.strip().split("\n")[0]) == ""


def scores(classroom, student, slug):
    with classroom.gradebook() as gradebook:
        return {one.name: one.score for one in gradebook.find_submission_notebook(slug, slug, student).grades}


@pytest.mark.timeout(300)
def test_one_task_solved_in_the_browser_gets_its_points_and_no_other(chromium, tmp_path):
    assignment = assignments.load("matcher")
    wrong = bank.read(assignment.folder / "wrong_answers" / "farthest_is_best.py", assignment)
    course("grade", "prepare", "matcher", "--course", tmp_path / "class")
    mine = shutil.copytree(tmp_path / "class" / "release" / "matcher", tmp_path / "handed out")
    with course_lab(str(mine / "matcher.ipynb"), tmp_path) as (address, _), opened(chromium, address) as page:
        page.locator("#jp-main-statusbar", has_text="| Idle").wait_for()
        assert run_cell(page, 'check = selfcheck("matcher")') == ""
        # A known mistake is told as one.
        answer(page, "def identify", wrong.answers["identify"])
        said = run_cell(page, 'check("identify")')
        assert "Look again at `identify`" in said
        assert "known mistake" in said
        assert wrong.message in said
        assert "AssertionError" in run_cell(page, "_name, _distance = identify(")
        answer(page, "def identify", RIGHT)
        assert "Public checks passed for `identify`." in run_cell(page, 'check("identify")')
        assert run_cell(page, "_name, _distance = identify(") == ""
        assert "Look again at `decide`" in run_cell(page, 'check("decide")')
        page.keyboard.press("Control+S")
        page.locator(".jp-mod-dirty").wait_for(state="detached")
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if folder:
            page.screenshot(path=f"{folder}/graded.png")
    handed_in = tmp_path / "class" / "submitted" / "ada" / "matcher"
    shutil.copytree(mine, handed_in)
    course("grade", "run", "matcher", "--course", tmp_path / "class", "--workers", 1)
    points = scores(Classroom(tmp_path / "class"), "ada", "matcher")
    assert {name: score for name, score in points.items() if score} == {"identify-check": 2}
    assert len(points) == len(assignment.tasks)
