"""What a lesson's reader writes: the reference answers are good, plausible wrong ones are told what is off, empty cells wait."""

import contextlib
import io
import os

import matplotlib.pyplot as plt
import pytest

from course.content import arc, doing, source
from course.content.execute import unrecorded
from course.study import do

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
def test_what_do_says(name, monkeypatch):
    """One run of the lesson, to the last do cell. At each: empty waits, a wrong answer is told what is off, the reference is good."""
    lesson, tasks, namespace = LESSONS[name], doing.read_all(LESSONS[name]), {"__name__": "__main__"}
    wrong = []

    def said(task, code):
        trial = dict(namespace)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code.replace(f'do("{task.name}")', ""), lesson.path.name, "exec"), trial)
        assert not out.getvalue()
        return do.said(name, task.name, trial)

    monkeypatch.chdir(lesson.path.parent)
    os.environ["MPLBACKEND"] = "Agg"
    with unrecorded(), contextlib.redirect_stderr(io.StringIO()):
        for cell in lesson.cells[: 1 + max(number for number, cell in enumerate(lesson.cells) if cell.role == "do")]:
            if cell.role == "do":
                task = tasks[cell.task]
                heard = {"empty": (said(task, task.blank), do.TO_DO), "reference": (said(task, task.answer), do.GOOD)}
                wrong += [f"{task.name}, {kind}: {got}" for kind, (got, due) in heard.items() if got != due]
                for code, says in task.wrong:
                    got = said(task, task.blank.replace(f'do("{task.name}")', "") + "\n" + code)
                    if not (got.startswith(do.NOT_YET) and says in got):
                        wrong.append(f"{task.name}, {code!r}: {got}")
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(task.blank, lesson.path.name, "exec"), namespace)
            elif cell.kind == "code" and cell.role == "":
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile("\n" * cell.line + source.without_magics(cell.text), lesson.path.name, "exec"), namespace)
    plt.close("all")
    assert not wrong, "\n".join(wrong)
