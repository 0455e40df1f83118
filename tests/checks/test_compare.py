import collections

import numpy as np
import pandas as pd
import pytest

from course.checks.compare import DIGITS, TOLERANCE, Misfit, blurred, difference, fitted, same
from course.checks.wire import Opaque, decode, encode


def arrived(value):
    return decode(encode(value))


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.float32(0.1), 0.1),
        (np.array(0.5), 0.5),
        (np.array([0.5]), 0.5),
        (np.bool_(True), True),
        (np.int64(3), 3),
        ((1, 2), [1, 2]),
        (np.array([1, 2]), [1, 2]),
        ([1, 2], np.array([1.0, 2.0])),
        (pd.Series([1, 2]), np.array([1.0, 2.0])),
        (["a", "b"], np.array(["a", "b"])),
        (np.array(["a", "b"]), ["a", "b"]),
        (collections.namedtuple("pair", "name distance")("a", 1), ("a", 1)),
        (["a", np.float64(1)], ("a", 1)),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (pd.Series({"a": 2, "b": 1}), {"b": 1, "a": 2}),
        ({"a": np.array([1, 2])}, {"a": [1, 2]}),
        ([], np.array([])),
        (np.array([]), []),
    ],
)
def test_other_types_are_the_same_answer(got, expected):
    assert same(arrived(got), expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [(8.4, float("inf")), (float("inf"), 8.4), (float("-inf"), float("inf")), ([1, 8.4], [1, float("inf")]), ("1", 1), (1, True), (True, 1), (None, 0), ({1, 2}, [1, 2]), ([1], [1, 2]), (Opaque("x"), Opaque("y")), ([True], np.array([1.0]))],
)
def test_another_kind_is_not(got, expected):
    assert not same(got, expected)


def test_nothing_that_can_come_back_makes_it_fall_over():
    things = [None, True, 1, 0.5, "a", [1], (1, "a"), {1}, {"a": 1}, np.array([1]), np.array("a"), arrived(pd.Series({"a": 1})), Opaque("f")]
    for one in things:
        for other in things:
            assert same(one, other) in (True, False)
        assert same(one, one)


def test_one_rule_for_what_is_the_same_number():
    assert pytest.approx(10.0**-DIGITS) == TOLERANCE
    assert same(0.1234561, 0.1234564) and not same(0.123456, 0.123459)
    assert blurred([0.12345640, {"a": 3.0}]) == blurred([0.12345641, {"a": 3.0}]) != blurred([0.12346, {"a": 3.0}])


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (0.12, 0.123456, "rounded to 2 digits"),
        ([0.12, 3.46], [0.123456, 3.456789], "rounded to 2 digits"),
        (28, 27.93, "but rounded: do not"),
        (12.3456, 0.123456, "100 times"),
        ([2, 1], [1, 2], "other order"),
        ([3, 1, 2], [1, 2, 3], "another order"),
        (np.array([[1, 2, 3]]).T, np.array([[1, 2, 3]]), "Rows and columns"),
    ],
)
def test_what_kind_of_difference_it_is(got, expected, words):
    assert words in difference(got, expected)[0]


@pytest.mark.parametrize(("got", "expected"), [(0.2, 0.123456), (1.0, 0.97), ([1, 2], [3, 4]), (0, 0.5)])
def test_a_plain_mistake_is_called_nothing_else(got, expected):
    assert difference(got, expected) == ("", False)


@pytest.mark.parametrize(
    ("got", "like", "words"),
    [
        (None, 0.5, "print"),
        ("1", 0.5, "Text came back where a number"),
        (Opaque("generator"), [1], "list(...)"),
        (Opaque("generator"), 0.5, "A `generator` came back where a number"),
        (Opaque("function"), 0.5, "brackets"),
        (Opaque("my secret"), 0.5, "An object of another kind"),
        ({1, 2}, [1, 2], "no order"),
        ((0.5, "a"), ("", 0.5), "other order"),
        (("a",), ("", 0.5), "One part"),
        ([1, 2], {"a": 1}, "where a dict"),
        ({1: 1}, {"a": 1}, "keys of the dict are no text"),
    ],
)
def test_another_kind_is_named(got, like, words):
    with pytest.raises(Misfit, match=words.replace("(", r"\(").replace(")", r"\)").replace("...", r"\.\.\.")) as found:
        fitted(got, like)
    assert "secret" not in str(found.value)
