"""What a lesson's reader writes: the reference answers are good, plausible wrong ones are told what is off, empty cells wait."""


import matplotlib.pyplot as plt
import pytest

from course.content import arc, doing, source
from course.proofs.lessons import unlike

# The cells in which a reader writes: do cells, and calls that keep a prediction, a decision or a record.
WRITES = {"start_here": 7, "build_a_matcher": 7, "scores": 8, "thresholds": 7, "identification": 7, "differentials": 7, "capstone": 8,
          "amazon": 8, "ibm": 8, "wrong_name": 31, "mended": 7, "owed": 9}
KEPT = ("predict(", "record(", "decide(", "try_rules(")
LESSONS = {name: source.read(place.path) for name, place in arc.places().items()}
DOING = {name: lesson for name, lesson in LESSONS.items() if doing.read_all(lesson)}


def written(lesson) -> list:
    return [cell for cell in lesson.cells if cell.role == "do"
            or (cell.kind == "code" and cell.role == "" and cell.text.lstrip().removeprefix("chain.").startswith(KEPT))]


@pytest.mark.parametrize("name", WRITES)
def test_so_many_cells_are_the_readers(name):
    cells = written(LESSONS[name])
    assert len(cells) == WRITES[name]
    assert 4 <= sum(cell.role == "do" for cell in cells) <= 6
    assert sum(cell.text.startswith("predict(") for cell in cells) >= 2


@pytest.mark.parametrize("name", DOING)
def test_no_answer_stands_in_the_notebook(name):
    text = LESSONS[name].path.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert "SOLUTION" not in text and "def check(" not in text
    for task in doing.read_all(LESSONS[name]).values():
        assert f'do("{task.name}")' == task.answer.split("\n")[-1], "the last line of a do cell asks its check"


@pytest.mark.notebook
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", DOING)
def test_what_do_says(name):
    """One run of the lesson, to the last do cell."""
    wrong = unlike(name)
    plt.close("all")
    assert not wrong, "\n".join(wrong)
