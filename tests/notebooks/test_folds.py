"""Nobody reads in the cell what a fold holds back until a prediction is kept."""

import ast

import pytest

from course import paths
from course.judgement.journal import folds

LESSONS = sorted(paths.NOTEBOOKS.glob("*.py"))


def calls(path):
    """The calls of ``fold`` in a lesson's source."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fold":
            yield node


def spoilers(call):
    """Plain texts in a call beside its key. What a cell fills in when it runs tells nothing before."""
    values = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
    return [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_answer_stands_in_the_cell(path):
    for call in calls(path):
        assert not spoilers(call), f"{path.name}:{call.lineno}: put the text into notebooks/folds"


def test_a_spoiler_is_seen():
    (call,) = ast.parse('fold("key", f"{n} of them", "It was B.", outcome="B")').body
    assert spoilers(call.value) == ["It was B.", "B"]


def test_every_text_has_its_fold():
    keys = {call.args[0].value for path in LESSONS for call in calls(path)}
    assert set(folds()) <= keys
