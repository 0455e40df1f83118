"""`do` in a notebook: three answers, and nothing that a student puts in raises."""

import pytest

from course.content import arc, doing, source
from course.content.source import SourceError
from course.study import do

HEADER = "# ---\n# title: T\n# minutes: 5\n# ---\n\n"
TASK = '''\
# %% role="do" task="one"
x = ...
### BEGIN SOLUTION
x = 3
### END SOLUTION
do("one")

# %% role="hidden"
DUE = 3

# %% role="hidden" task="one"
def check(student):
    x = student.value("x").get()
    student.value("x").equals(DUE, "Add one." if x + 1 == DUE else "Count again.")
'''
WRONG = '\n# %% role="wrong" task="one" says="Add one"\nx = 2\n\n# %% role="wrong" task="one" says="Count"\nx = 9\n'


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    path = tmp_path / "00_demo.py"
    path.write_text(HEADER + TASK + WRONG)
    monkeypatch.setattr(arc.paths, "NOTEBOOKS", tmp_path)
    return path


class Hostile:
    def __deepcopy__(self, memo):
        raise RuntimeError("no copies")

    def __eq__(self, other):
        raise RuntimeError("no comparisons")

    __hash__ = None


@pytest.mark.parametrize(("x", "words"), [
    (3, "Good."), (..., "Still to do."), (None, "Still to do."), ("", "Still to do."), ([], "Still to do."), ({"a": ...}, "Still to do."),
    (2, "Not yet: Add one."), (9, "Not yet: Count again."), ("three", "Not yet: "), (Hostile(), "Not yet: "), (float("nan"), "Not yet: "),
    (lambda: 1, "Not yet: "), ([[[]] * 3], "Still to do."),
])
def test_it_says_how_a_task_stands(lesson, x, words, capsys):
    assert do.said("demo", "one", {"x": x}).startswith(words)


def test_what_is_not_there_is_named(lesson):
    assert "`x` does not exist" in do.said("demo", "one", {})
    assert "there are one" in do.said("demo", "two", {})
    assert "not at hand" in do.said("elsewhere", "one", {})


def test_a_notebook_asks_by_its_own_names(lesson, capsys):
    names = {"doing": do.doing, "x": 3}
    exec('do = doing("demo")\ndo("one")', names)
    assert capsys.readouterr().out == "Good.\n"


def test_a_changed_source_is_read_anew(lesson):
    import os

    assert do.said("demo", "one", {"x": 4}).startswith("Not yet")
    lesson.write_text(lesson.read_text().replace("DUE = 3", "DUE = 4"))
    os.utime(lesson, ns=(1, 1))
    assert do.said("demo", "one", {"x": 4}) == "Good."


@pytest.mark.parametrize(("text", "words"), [
    (TASK, "needs 2 wrong answers"),
    (TASK.split("# %% role=\"hidden\" task")[0], "has no hidden cell"),
    (WRONG, "has no do cell"),
    (TASK + TASK + WRONG, "two do cells"),
    (TASK.replace("### BEGIN SOLUTION\n", "").replace("### END SOLUTION\n", "") + WRONG, "its answer stands between"),
    (TASK + WRONG.replace(' says="Count"', ""), "needs says="),
    ('# %% role="answer" task="one"\nx = 1\n', 'no role="answer" cells'),
    (TASK + WRONG + "# ## A heading\n", "would be lost"),
    ('# %% role="do"\nx = 1\n', 'needs a task="..."'),
])
def test_faults_are_named(tmp_path, text, words):
    path = tmp_path / "00_demo.py"
    path.write_text(HEADER + text)
    with pytest.raises(SourceError, match=words):
        doing.read_all(source.read(path))


def test_what_a_student_finds(lesson):
    one = doing.read_all(source.read(lesson))["one"]
    assert one.blank == 'x = ...\ndo("one")'
    assert one.answer == 'x = ...\nx = 3\ndo("one")'
