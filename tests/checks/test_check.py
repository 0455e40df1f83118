import collections

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
        with pytest.raises(CheckFailed):
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
    with pytest.raises(CheckFailed, match="stopped with a ValueError"):
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

    def scale(g, template):
        template /= 2

    answer = ask(scale=scale).call("scale", gallery, np.array([1.0]))
    answer.leaves_arguments("the gallery", 0)
    with pytest.raises(CheckFailed):
        answer.leaves_arguments("the template", 1)


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


def outcome(check, **names):
    return run(check, Here(names), 0)


def test_what_is_in_the_way_is_said_before_the_authors_message():
    def check(student):
        student.call("f", 1).close_to(0.123456, "Divide by the non-mated pairs.")

    said = {
        "print": outcome(check, f=lambda x: None),
        "stopped with a ZeroDivisionError": outcome(check, f=lambda x: x / 0),
        "stopped with a NameError": outcome(check, f=lambda x: threshold),  # noqa: F821
        "Text": outcome(check, f=lambda x: "0.123456"),
    }
    for words, ended in said.items():
        assert words in ended.message and "Divide" not in ended.message
    assert "Divide" in outcome(check, f=lambda x: 0.7).message
    # It may be another value by chance: so the author's message stands beside it.
    assert outcome(check, f=lambda x: 0.12).message == "Only the first digits are right: if you rounded, do not. Divide by the non-mated pairs."


def test_an_exception_is_shown_with_its_line_and_text():
    names = {"__name__": "__main__"}
    exec("def f(x):\n    y = 2\n    return y + threshold\n", names)
    ended = run(lambda s: s.call("f", 1).equals(1, "m"), Here(names), 0)
    assert "NameError at line 3" in ended.detail and "'threshold' is not defined" in ended.detail


def test_an_exception_cannot_carry_text_into_the_message():
    class Secret12345(ValueError):
        pass

    def f(x):
        raise Secret12345("12345")

    assert "12345" not in outcome(lambda s: s.call("f", 12345).equals(1, "m"), f=f).message


def test_a_blank_task_is_marked():
    def stub():
        raise NotImplementedError()

    assert not outcome(lambda s: s.call("f").equals(1, "m"), f=stub).begun
    assert not outcome(lambda s: s.call("f").raises("ValueError", "m"), f=stub).begun
    assert not outcome(lambda s: s.call("f").is_nan("m"), f=stub).begun
    assert not outcome(lambda s: s.value("x").close_to(1, "m"), x=None).begun
    def choose(student):
        student.value("x").chosen("B", "ABC", "m")

    assert outcome(choose, x="?").kind == "form"
    choose.blank = {"x": "?"}
    assert not outcome(choose, x="?").begun

    def look(student):
        student.value("x").satisfies(lambda told: len(told) == 2, "m")

    look.blank = {"x": [0, 0, 0]}
    assert not outcome(look, x=[0, 0, 0]).begun
    assert outcome(look, x=[0, 0, 1]).begun
    look.blank = {"x": [0, 0]}
    assert outcome(look, x=[0, 0]).passed
    assert outcome(lambda s: s.value("x").close_to(1, "m"), x=2).begun

    def two(student):
        student.value("x").close_to(1, "m")
        student.value("y").close_to(1, "m")

    assert outcome(two, x=1, y=None).message == "`y` is still `None`."


@pytest.mark.parametrize("told", ["B", "b", " b ", np.str_("B")])
def test_a_letter_is_a_letter(told):
    assert outcome(lambda s: s.value("x").chosen("B", "ABC", "m"), x=told).passed


@pytest.mark.parametrize(("told", "kind"), [("A", "choice"), ("Z", "form"), (["B"], "form"), (2, "form")])
def test_another_letter_is_a_choice_and_anything_else_none(told, kind):
    ended = outcome(lambda s: s.value("x").chosen("B", "ABC", "m"), x=told)
    assert (ended.passed, ended.kind, ended.choice) == (False, kind, True)


@pytest.mark.parametrize("told", [float("nan"), np.float32("nan"), np.array(np.nan)])
def test_nothing_known(told):
    assert outcome(lambda s: s.call("f").is_nan("m"), f=lambda: told).passed
    for other in (0, None, "nan"):
        assert outcome(lambda s: s.call("f").is_nan("m"), f=lambda other=other: other).message == "m"
    assert outcome(lambda s: s.call("f").is_nan("m"), f=lambda: 1 / 0).message == "`f` stopped with a ZeroDivisionError. m"


def test_parts_are_answers_of_their_own():
    def check(student):
        name, distance = student.call("f").parts("", 0.5)
        name.equals("a", "who")
        distance.close_to(0.123456, "how far")

    assert outcome(check, f=lambda: ["a", np.float64(0.123456)]).passed
    assert outcome(check, f=lambda: ("b", 0.123456)).message == "who"
    assert "if you rounded" in outcome(check, f=lambda: ("a", 0.123)).message
    assert "other order" in outcome(check, f=lambda: (0.123456, "a")).message


def test_entries_are_answers_of_their_own():
    def check(student):
        student.call("f").entries({"a": 0, "b": 0})["b"].equals(2, "b counts")

    assert outcome(check, f=lambda: {"a": 1, "b": 2}).passed
    assert outcome(check, f=lambda: {"a": 1, "b": 3}).message == "b counts"
    assert "no key 'b'" in outcome(check, f=lambda: {"a": 1}).message


def test_the_text_of_an_exception_can_be_asked_for():
    def f():
        raise ValueError("3 faces")

    assert outcome(lambda s: s.call("f").raises("ValueError", "m", saying=["3", "three"], unsaid="say how many"), f=f).passed
    assert outcome(lambda s: s.call("f").raises("ValueError", "m", saying=["4"], unsaid="say how many"), f=f).message == "say how many"


def test_to_the_end_asks_everything_and_keeps_the_first_failure():
    asked = []

    def check(student):
        for n in range(3):
            student.call("f", n).equals(n, f"m{n}")

    def f(n):
        asked.append(n)
        return -n

    assert run(check, Here({"f": f}), 0, to_the_end=True).message == "m1"
    assert asked == [0, 1, 2]


def test_no_field_of_an_input_is_hidden():
    use = {f"field{n}": "a value of some length" for n in range(8)}
    assert "field7" in outcome(lambda s: s.call("f", use).equals(1, "m"), f=lambda x: 2).detail


def test_only_common_exceptions_are_named():
    """A class named after an input, or picked among many by it, would carry it into the message."""
    import builtins

    names = [name for name in dir(builtins) if isinstance(getattr(builtins, name), type)]

    def f(place):
        raise type(names[place], (Exception,), {})()

    def told(place):
        return outcome(lambda s: s.call("f", place).equals(1, "m"), f=f).message

    said = {told(place) for place in range(len(names))}
    assert len(said) < 20 and "`f` stopped with an exception of its own. That is a mistake in its code." in said
    assert told(names.index("zip")) == told(names.index("bytes")) == told(names.index("LookupError"))


def test_an_exception_that_is_returned_is_not_raised():
    def check(student):
        student.call("f").raises("ValueError", "Refuse it.")

    told = outcome(check, f=lambda: ValueError("no"))
    assert told.message == "Refuse it. It was returned: write `raise` in place of `return`." and told.detail.endswith("it gave a ValueError.")
    assert outcome(check, f=lambda: 1).message == "Refuse it."


def test_none_where_none_may_be_right_is_not_called_a_print():
    def check(student):
        student.call("f").equals(["even", 0.3], "Choose.", instead=[(None, "There is one, and `None` came back.")])

    assert outcome(check, f=lambda: None).message == "There is one, and `None` came back."
    assert outcome(check, f=lambda: ["odd", 0.3]).message == "Choose."


@pytest.mark.parametrize("told", [["B"], ("B",), np.array(["B"]), {"B"}])
def test_a_list_for_a_letter_is_called_a_list(told):
    found = outcome(lambda student: student.value("x").chosen("B", "ABCD", "m"), x=told)
    assert found.message == "Set `x` to one of A, B, C, D, in quotes, by itself and not in a list."


def test_a_letter_in_an_array_without_a_dimension_is_a_letter():
    assert outcome(lambda student: student.value("x").chosen("B", "ABCD", "m"), x=np.array("b")).passed


def test_a_value_that_cannot_be_read_is_a_failure_and_no_crash():
    class Stubborn(dict):
        def __iter__(self):
            raise RuntimeError("no")

        keys = items = __iter__

    told = outcome(lambda student: student.value("x").equals({}, "m"), x=collections.ChainMap(Stubborn(a=1)))
    assert not told.passed and "RuntimeError" in told.message


def test_a_tuple_of_one_is_shown_as_one():
    assert "gave (1,)" in outcome(lambda student: student.value("x").equals([2], "m"), x=(1,)).detail
