import numpy as np
import pytest

from course.checks.check import CheckFailed, Here, Outcome, Student, check_here, run, seed_for


def ask(**namespace):
    return Student(Here(namespace), seed=1)


def test_a_right_answer_passes_and_a_wrong_one_says_why():
    def check(student):
        a, b = student.random.normal(size=(2, 4))
        student.call("dot", a, b).close_to(float(a @ b), "Multiply and add.")

    assert run(check, Here({"dot": lambda a, b: a @ b}), seed=3) == Outcome(True)
    outcome = run(check, Here({"dot": lambda a, b: 0.0}), seed=3)
    assert not outcome.passed
    assert outcome.message == "Multiply and add."
    assert "gave 0" in outcome.detail


def test_inputs_are_not_in_the_message():
    outcome = run(lambda s: s.call("f", 12345).equals(1, "No."), Here({"f": lambda x: x}), seed=0)
    assert "12345" not in outcome.message
    assert "12345" in outcome.detail


@pytest.mark.parametrize(
    ("got", "expected", "same"),
    [
        (1, 1.0, True),
        (True, 1, False),
        (1, True, False),
        ("a", "a", True),
        ([1, 2], (1, 2), True),
        ([2, 1], [1, 2], False),
        (np.array([1.0, 2.0]), [1, 2], True),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        (float("nan"), float("nan"), True),
        (None, None, True),
        (None, 0, False),
        (np.array([True, False]), np.array([1, 0]), False),
    ],
)
def test_equals(got, expected, same):
    answer = ask(x=got).value("x")
    if same:
        answer.equals(expected, "m")
    else:
        with pytest.raises(CheckFailed, match="m"):
            answer.equals(expected, "m")


def test_close_to_has_a_tolerance():
    ask(x=1.0000001).value("x").close_to(1, "m")
    with pytest.raises(CheckFailed):
        ask(x=1.01).value("x").close_to(1, "m")


def test_missing_names_are_named():
    with pytest.raises(CheckFailed, match="`f` is not a function"):
        ask().call("f", 1).equals(1, "m")
    with pytest.raises(CheckFailed, match="`x` does not exist"):
        ask().value("x").equals(1, "m")


def test_raises_accepts_derived_classes():
    def f():
        raise UnicodeError("x")

    ask(f=f).call("f").raises("ValueError", "m")
    with pytest.raises(CheckFailed, match="not KeyError"):
        ask(f=f).call("f").raises("KeyError", "m")
    with pytest.raises(CheckFailed, match="raised nothing"):
        ask(f=lambda: 1).call("f").raises("KeyError", "m")


def test_arguments_are_copied_and_changes_seen():
    gallery = {"a": [1]}

    def grow(g):
        g["b"] = [2]
        return g

    answer = ask(grow=grow).call("grow", gallery)
    assert gallery == {"a": [1]}
    with pytest.raises(CheckFailed, match="kept"):
        answer.leaves_arguments("kept")
    ask(keep=lambda g: {**g, "b": [2]}).call("keep", gallery).leaves_arguments("kept")


def test_a_predicate_that_raises_is_false():
    with pytest.raises(CheckFailed):
        ask(x=1).value("x").satisfies(lambda v: v["no"], "m")


def test_a_fault_in_the_check_is_not_scored():
    with pytest.raises(ZeroDivisionError):
        run(lambda s: 1 / 0, Here({}), 0)


def test_seeds_are_stable_and_distinct():
    assert seed_for("a", "b") == seed_for("a", "b") != seed_for("ab")


def test_check_here_raises_for_the_student():
    with pytest.raises(AssertionError, match="No"):
        check_here(lambda s: s.value("x").equals(2, "No."), {"x": 1})
