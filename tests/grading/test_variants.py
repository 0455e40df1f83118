"""Submissions of a variant are graded by that variant's answers, which are computed from the secret and kept nowhere."""

import json

import pytest

from course.content import assignments, notebooks, variants
from course.content.cases import answered
from course.content.skeleton import new_assignment
from course.errors import CourseError
from course.files import write_whole
from course.grading import run, stats
from course.grading.classroom import Classroom
from course.grading.edition import Editions

pytestmark = pytest.mark.sandbox
RIGHT = (
    "def share_accepted(distances, threshold=THRESHOLD):\n    return float(np.mean(np.asarray(distances) <= threshold))"
)
# A published answer: right for the public variant, where the threshold is 0.4.
PUBLISHED = RIGHT.replace("=THRESHOLD", "=0.4")
KNOWN = f'''"""
misconception: The public threshold is taken for the class's own.
fails: [share]
message: "."
"""

# %% task="share"
{PUBLISHED}
'''


def test_a_class_of_personal_variants_loads_its_assignment_once(tmp_path, monkeypatch):
    new_assignment("demo_one", tmp_path)
    loaded, load = [], assignments.load
    monkeypatch.setattr(assignments, "load", lambda *given, **options: loaded.append(given) or load(*given, **options))
    editions = Editions("demo_one", tmp_path, secret="moonflower", personal=True)
    given = {editions.of(student).given for student in ("ada", "ben", "cem")}
    assert len(given) == 3 and editions.version and len(loaded) == 1
    assert json.loads(editions.of("ada").given) == variants.drawn(load("demo_one", tmp_path), "moonflower", "ada")


@pytest.mark.parametrize("personal", [False, True])
def test_a_published_answer_does_not_fit_a_variant(tmp_path, monkeypatch, personal, examiner):
    folder = tmp_path / "assignments"
    monkeypatch.setattr("course.paths.ASSIGNMENTS", folder)
    new_assignment("demo_one", folder)
    (folder / "demo_one" / "wrong_answers" / "takes_the_published_threshold.py").write_text(KNOWN)
    (tmp_path / "class").mkdir()
    room = Classroom(tmp_path / "class")
    room.prepare(variants.variant("demo_one", "moonflower"))
    for student, answer in (("ada", RIGHT), ("ben", PUBLISHED)):
        mine = variants.variant("demo_one", "moonflower", student if personal else "")
        # Far enough from the public 0.4 that fifty random distances tell the two apart.
        assert abs(mine.given["THRESHOLD"] - 0.4) > 0.04
        notebook = answered(notebooks.release_notebook(mine), {"share": answer})
        write_whole(room.folder("submitted", student, "demo_one") / "demo_one.ipynb", notebooks.to_bytes(notebook))

    def grade(secret, personal=personal):
        options = {"assignments": folder, "progress": False, "examiner": examiner}
        return run.grade(room, "demo_one", variant=secret, personal=personal, **options)

    def scores():
        with room.gradebook() as gradebook:
            return {s: gradebook.find_submission("demo_one", s).code_score for s in ("ada", "ben")}

    grade("moonflower")
    assert scores() == {"ada": 2, "ben": 0}
    again = grade("moonflower")
    assert again.unchanged == 2
    # What a class got wrong is looked up among wrong answers that were graded with the same numbers as the class.
    collected = stats.collect(room, Editions("demo_one", folder, secret="moonflower", personal=personal), examiner=examiner)
    assert {one.task: dict(one.alike) for one in collected} == {"share": {"takes_the_published_threshold": 1}}
    public = stats.collect(room, Editions("demo_one", folder), examiner=examiner)
    assert {one.task: dict(one.alike) for one in public} == {"share": {}}
    # What was handed out is held against the secret: a wrong one, or none, would take points from right answers.
    for wrong in ("other", None):
        with pytest.raises(CourseError, match=r"other values of THRESHOLD .*--variant SECRET"):
            grade(wrong, personal and wrong is not None)
    assert scores() == {"ada": 2, "ben": 0}
    # Released anew by another secret it is graded anew; the right answer reads the threshold and stays right.
    room.prepare(variants.variant("demo_one", "other"))
    other = grade("other")
    assert other.unchanged == 0
    assert scores()["ada"] == 2
    assert not [p for p in room.root.rglob("*") if p.is_file() and b"moonflower" in p.read_bytes()]
