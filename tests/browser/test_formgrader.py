"""nbgrader's own pages in JupyterLab, as an instructor opens them: an essay is read beside its rubric and given points."""

import os
import re

import pytest
from playwright.sync_api import expect

from course.content import assignments, notebooks, rubric
from course.files import write_whole
from course.grading.classroom import Classroom
from tests.browser.chromium import course_lab, opened
from tests.browser.test_graded import course

pytestmark = [pytest.mark.browser, pytest.mark.sandbox]
ESSAY = "The score is a **distance**, not a probability.\n\nThe gallery held 10,000 people: that makes 10,000 comparisons."


def hand_in(folder, slug, essay):
    """The release with its essay written, as handed in by Ada."""
    notebook = notebooks.release_notebook(assignments.load(slug))
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == essay:
            cell.source = ESSAY
    write_whole(folder / "submitted" / "ada" / slug / f"{slug}.ipynb", notebooks.to_bytes(notebook))


def essay_of(page):
    """Follow an instructor's way to the essay: the menu, Manual Grading, the assignment, the submission."""
    page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    forms = page.frame_locator("iframe")
    forms.get_by_role("link", name="Manual Grading").first.click()
    forms.get_by_role("link", name="matcher").click()
    forms.get_by_role("link", name="matcher").last.click()
    forms.get_by_role("link", name="Submission #1").click()
    return forms


@pytest.mark.timeout(300)
def test_an_essay_is_graded_beside_its_rubric(chromium, tmp_path):
    (told,) = rubric.load(assignments.load("matcher"))
    course("release", tmp_path / "class", "--assignment", "matcher")
    assert told.criteria[0]["asks"] in (tmp_path / "class" / "release" / "matcher" / "rubric.md").read_text()
    hand_in(tmp_path / "class", "matcher", told.task)
    course("grade", "run", "matcher", "--course", tmp_path / "class", "--workers", 1)
    with course_lab(str(tmp_path / "class"), tmp_path) as (address, _), opened(chromium, address) as page:
        page.locator("#jp-main-statusbar").wait_for()
        forms = essay_of(page)
        score, comment = forms.locator(f"input#{told.task}"), forms.locator(f"textarea#{told.task}-comment")
        # Below each other: the task, the essay as it was meant, the rubric with every level and anchor.
        essay = forms.locator("p", has=forms.locator("strong", has_text=re.compile("^distance$")))
        heading = forms.get_by_text(f"Rubric for {told.task}, 4 points")
        places = [forms.get_by_role("heading", name="9. In your own words"), score, essay, comment, heading,
                  *(forms.get_by_text(one["asks"]) for one in told.criteria),
                  *(forms.get_by_text(" ".join(one["text"].split())) for one in told.anchors)]
        tops = [place.bounding_box()["y"] for place in places]
        assert tops == sorted(tops)
        for level in (level for criterion in told.criteria for level in criterion["levels"]):
            assert forms.get_by_role("listitem").filter(has_text=f"{level['points']:g}: {level['text']}").last.is_visible()
        assert score.input_value() == ""
        assert "/ 4.0" in score.locator("..").inner_text()
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if folder:
            heading.scroll_into_view_if_needed()
            page.screenshot(path=f"{folder}/formgrader.png")
        for box, typed in ((score, "3"), (comment, "Which rate is meant?")):
            box.click()
            page.keyboard.type(typed)
            with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
                page.keyboard.press("Tab")
        score.evaluate("() => { document.body.dataset.old = 'yes'; location.reload(); }")  # the forms' own page
        expect(forms.locator(f"body:not([data-old]) input#{told.task}")).to_have_value("3")
        expect(comment).to_have_value("Which rate is meant?")
    with Classroom(tmp_path / "class").gradebook() as gradebook:
        graded = gradebook.find_submission_notebook("matcher", "matcher", "ada")
        assert (graded.written_score, graded.code_score, graded.needs_manual_grade) == (3, 0, False)
        assert {one.name: one.manual_comment for one in graded.comments}[told.task] == "Which rate is meant?"
