"""No check of the course takes a degenerate answer for right, and the generator finds a weak check."""

import numpy as np
import pytest

from course.checks.check import Here
from course.content import assignments
from course.content.assignments import Task
from course.proofs import degenerate


def passed(check, names) -> set[str]:
    task = Task("t", "code", 1.0, check)
    return {kind for kind in (*degenerate.KINDS, *degenerate.OVER_ALL) if degenerate._passes("s", task, kind, Here(names), "seed")}


@pytest.mark.notebook
@pytest.mark.timeout(600)
@pytest.mark.parametrize("slug", assignments.slugs())
def test_no_check_takes_a_degenerate_answer_for_right(slug):
    found = {(one.task, one.kind) for one in degenerate.survey(slug)}
    tolerated = {(task, kind) for task, kinds in TOLERATED.get(slug, {}).items() for kind in kinds}
    assert found - tolerated == set()


BY_NAME = ("one too many",)  # entries are asked for by name, and a key more is nobody's mistake
OPEN = ("one too many", "the last one only", "the first one only", "turned around")  # many answers are right: so are parts
EQUAL = ("0 and 1 for truth",)  # fields of a use: what counts as true is right

# What a check may let pass: slug -> task -> kinds.
TOLERATED: dict[str, dict[str, tuple[str, ...]]] = {
    "amazon": {"reply": OPEN, "invent": EQUAL, "patch": OPEN, "attack": EQUAL, "mend": OPEN},
    "ibm": dict.fromkeys(("coding", "score"), BY_NAME) | {"differ": OPEN},
    "capstone": {"numbers": BY_NAME},
    "identification": {"measure": BY_NAME},
    "mended": {"report": BY_NAME, "optimism": ("off by a little",)},  # a layer that is learnt is right to 0.005
    "statute": dict.fromkeys(("asks", "statute"), BY_NAME) | dict.fromkeys(("settings", "gallery"), (*BY_NAME, "off by a little")) | {"dots": ("off by a little",)},
    "owed": dict.fromkeys(("perfect", "anatomy"), BY_NAME),
    "advice": dict.fromkeys(("sheet", "questions", "sentences", "interval"), BY_NAME) | dict.fromkeys(("year", "rules"), (*BY_NAME, "off by a little")),  # worked out by hand
}


def test_weak_checks_are_found_out():
    def rows(xs):
        return [(f"n{i}", float(x)) for i, x in enumerate(xs)]

    def only_names(student):
        xs = student.random.normal(size=4)
        student.call("rows", xs).satisfies(lambda got: [n for n, _ in got] == [f"n{i}" for i in range(4)], "names")

    def constant(student):
        student.call("yes", int(student.random.integers(10**9))).equals(True, "yes")
        student.call("double", int(student.random.integers(10**9))).satisfies(lambda got: got % 2 == 0, "even")

    def slack(student):
        n = float(student.random.normal())
        student.call("double", n).close_to(2 * n, "twice", tolerance=0.5)

    def truth(student):
        student.call("yes", int(student.random.integers(9))).satisfies(lambda got: got == 1, "yes")

    def sharp(student):
        for n in student.random.integers(10, 99, size=3):
            student.call("double", int(n)).equals(2 * int(n), "twice")

    names = {"rows": rows, "double": lambda x: 2 * x, "yes": lambda x: True}
    assert {"every number -999", "off by a little"} <= passed(only_names, names)
    assert "the public answers by heart" in passed(constant, names)
    assert "off by a little" in passed(slack, names)
    assert "0 and 1 for truth" in passed(truth, names)
    assert passed(sharp, names) == set()


def test_kinds_keep_the_form_of_what_they_spoil():
    table = {"a": np.array([[1.0, 2.0], [3.0, 4.0]]), "b": [True, ("x", 2)]}
    for name, spoil in degenerate.KINDS.items():
        spoiled = spoil(table)
        assert spoiled is None or isinstance(spoiled, dict), name
    assert degenerate.KINDS["every number -999"](table)["a"].tolist() == [[-999.0] * 2] * 2
    assert degenerate.KINDS["every number -999"](table)["b"] == [True, ("x", -999)]
    assert list(degenerate.KINDS["one too many"](table)) == ["a", "b", "extra"]
