"""What an update changes for work that is out, and what a student may see of a rubric."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from small_course import ASSIGNMENT, hand_in, write_assignment

from course.cli import cli
from course.content import rubric
from course.grading import changes, run

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]


def test_an_update_says_what_it_means_for_work_that_is_out(classroom, examiner, monkeypatch):
    root = classroom.root.parent / "assignments"

    def told(text: str) -> tuple[str, bool]:
        write_assignment(root, text=text)
        (one,) = changes.of_class(classroom, root=root)
        return "\n".join(changes.lines(one)), one.blocks

    assert told(ASSIGNMENT) == ("small: as it was handed out.", False)
    hand_in(classroom.root, "ada", b"rubbish")
    run.grade(classroom, "small", assignments=root, progress=False, examiner=examiner)
    assert told(ASSIGNMENT) == ("small: as it was handed out.", False)
    words, blocks = told(ASSIGNMENT.replace('"The mean is the sum', '"A mean is the sum'))
    assert "grades 1 submissions again" in words and not blocks
    words, blocks = told(ASSIGNMENT.replace('task="mean" points=3', 'task="mean" points=5'))
    assert "other points: mean-check 3 -> 5" in words and not blocks
    words, blocks = told(ASSIGNMENT.replace("FACTOR = 2", "FACTOR = 3").replace("double(2) == 4", "double(2) == 6"))
    assert "other values of FACTOR" in words and "graded or given cells read otherwise" in words and blocks
    words, blocks = told(ASSIGNMENT.replace('task="shout"', 'task="cry"'))
    assert "gone: shout, shout-check; new: cry, cry-check" in words and blocks
    assert (classroom.root / "release" / "small" / "small.ipynb").exists()
    monkeypatch.setattr("course.paths.ASSIGNMENTS", root)
    done = CliRunner().invoke(cli, ["grade", "changes", "--course", str(classroom.root)])
    assert done.exit_code and "cannot be graded with this version" in str(done.exception) and "gone: shout" in done.stdout


SHOWN = rubric.Rubric(
    "memo", 4,
    ({"id": "cost", "asks": "Names a cost.", "levels": [{"points": 0, "text": "None."}, {"points": 2, "text": "One."}]},
     {"id": "who", "asks": "Says whose.", "levels": [{"points": 0, "text": "Not."}, {"points": 1, "text": "Half."}, {"points": 2, "text": "Yes."}]}),
    ({"level": "strong", "side": "it pays", "points": 4, "meets": {"cost": 2, "who": 2}, "text": "Secret anchor."},),
).markdown()  # fmt: skip


@pytest.mark.parametrize(("points", "comment", "marked"), [
    (4, "", ["2: One.", "2: Yes."]),
    (0, "", ["0: None.", "0: Not."]),
    (3, "cost 2, who 1. Well argued.", ["2: One.", "1: Half."]),
    (3, "Cost: 2", []),
    (3, "cost 2, who 2", []),
    (3, "", []),
])  # fmt: skip
def test_a_student_sees_criteria_and_the_level_that_was_met_and_no_anchor(points, comment, marked):
    shown = rubric.for_student(SHOWN, points, comment)
    assert "Secret anchor" in SHOWN and "Secret anchor" not in shown and "For readers" not in shown
    assert "Names a cost." in shown and "1: Half." in shown
    assert [line.split("**")[1] for line in shown.split("\n") if line.endswith("(your answer)")] == marked
