import collections

import numpy as np
import pandas as pd
import pytest

from course.checks.compare import DIGITS, TOLERANCE, Misfit, alike, around, blurred, difference, fitted, same, spelt
from course.checks.wire import Column, Opaque, decode, encode


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
        (0.12, 0.123456, "if you rounded, do not"),
        ([0.12, 3.46], [0.123456, 3.456789], "if you rounded, do not"),
        (28, 27.93, "if you rounded, do not"),
        (12.3456, 0.123456, "100 times"),
        ([2, 1], [1, 2], "other order"),
        ([3, 1, 2], [1, 2, 3], "another order"),
        (np.array([[1, 2, 3]]).T, np.array([[1, 2, 3]]), "Rows and columns"),
    ],
)
def test_what_kind_of_difference_it_is(got, expected, words):
    assert words in difference(got, expected)[0]


@pytest.mark.parametrize(("got", "expected"), [(0.2, 0.123456), (1.0, 0.97), ([1, 2], [3, 4]), (0, 0.5), (0.0, 5e-5), ([0.0, 0.0], [5e-5, 0.0])])
def test_a_plain_mistake_is_called_nothing_else(got, expected):
    assert difference(got, expected) == ("", False)


@pytest.mark.parametrize(
    ("got", "like", "words"),
    [
        (None, 0.5, "print"),
        (None, [1], "case without a `return`"),
        ({"a": None}, {"a": 0.5}, "^`None` stands where a number"),
        ([1, None], [1, 2], "^`None` stands where a number"),
        ("1", 0.5, "Text came back where a number"),
        (Opaque("generator"), [1], "list(...)"),
        (Opaque("generator"), 0.5, "A `generator` came back where a number"),
        (Opaque("function"), 0.5, "brackets"),
        (Opaque("my secret"), 0.5, "An object of another kind"),
        ({1, 2}, [1, 2], "no order"),
        ((0.5, "a"), ("", 0.5), "other order"),
        (("a",), ("", 0.5), "Another number of parts"),
        ([1, 2], {"a": 1}, "where a dict"),
        ({1: 1}, {"a": 1}, "keys of the dict are no text"),
    ],
)
def test_another_kind_is_named(got, like, words):
    with pytest.raises(Misfit, match=words.replace("(", r"\(").replace(")", r"\)").replace("...", r"\.\.\.")) as found:
        fitted(got, like)
    assert "secret" not in str(found.value)


@pytest.mark.parametrize(
    ("form", "like"),
    [
        (lambda n: [0] * n, ("", 0.5)),
        (lambda n: [0] * n, "text"),
        (lambda n: tuple([0] * n), {"a": 1}),
        (lambda n: range(n), 0.5),
        (lambda n: np.zeros(n), "text"),
        (lambda n: np.zeros((n, 1)), {"a": 1}),
        (lambda n: ["x"] * n, np.zeros(3)),
        (lambda n: ["x" * n], np.zeros(3)),
        (lambda n: {k: 0 for k in range(n)}, {"a": 1}),
        (lambda n: set(range(n)), [1]),
    ],
)
def test_how_many_came_back_is_in_no_message(form, like):
    def words(number):
        with pytest.raises(Misfit) as found:
            fitted(arrived(form(number)), like)
        return str(found.value)

    assert words(7) == words(282_896 // 100)


def test_words_are_the_same_whatever_their_capitals():
    for got, expected in ((" Stopped", "stopped"), (["a", "B"], ["A", "b"]), ({"s1": "Fact"}, {"S1": "fact"}), ({"A", "b"}, {"a", "B"}),
                          (np.array(["A"]), np.array(["a"])), (np.array(["a"]), "A")):
        assert alike(got, expected), (got, expected)
    assert not alike("stop", "stopped") and not alike({"a": 1, "A": 1}, {"a": 1})
    assert blurred(["A b "]) == blurred(["a B"])
    assert spelt({"s1": ("FACT", ["x "])}, ["S1", "fact", "X"]) == {"S1": ("fact", ["X"])}


def test_a_table_is_its_rows_and_its_columns():
    frame = pd.DataFrame([[1.0, 2.0], [3.0, 4.0]], columns=["a", "b"])
    for expected in (np.array([[1.0, 2.0], [3.0, 4.0]]), [(1.0, 2.0), (3.0, 4.0)], {"a": [1.0, 3.0], "b": [2.0, 4.0]}):
        assert alike(frame, expected)
    assert not alike(frame, np.array([[1.0, 3.0], [2.0, 4.0]])) and not alike(frame, [1.0, 2.0])


def test_a_count_is_not_stretched():
    """To six digits 2,000,001 would be 2,000,000."""
    assert not alike(2_000_001, 2_000_000) and alike(2_000_001.0, 2_000_000.0) and alike(2.0, 2)


def test_a_number_may_be_meant_as_another_place_only_where_it_is_none_itself():
    places = [0.1, 0.2, 0.2 + 1e-8]
    assert around(0.2, places) == [0.2]
    assert 0.2 in around(float(np.float32(0.2)), places) and 0.1 not in around(float(np.float32(0.2)), places)


@pytest.mark.parametrize(("got", "expected"), [(0.01, 0.0123), (["x", 0.05], ["both", 0.0512]), ({"a": 0.12, "b": 3}, {"a": 0.1234, "b": 4}), (0.26, 0.251)])
def test_another_value_is_not_said_to_be_rounded(got, expected):
    assert "round" not in difference(arrived(got), expected)[0]


def test_to_how_many_digits_was_rounded_is_in_no_message():
    assert len({difference(round(0.123456789, digits), 0.123456789)[0] for digits in (2, 3, 4)}) == 1


def test_text_is_looked_at_before_it_becomes_an_array():
    """numpy makes room for the longest text in each place: these would be gigabytes."""
    for many in (["x" * 200_000, *[""] * 200_000], [["x" * 200_000, 1]] + [["", 2]] * 100_000):
        for like in (np.array([0.5]), np.array(["a"]), np.array([True])):
            with pytest.raises(Misfit, match="ext came back"):
                fitted(many, like)
    with pytest.raises(Misfit, match="text came back"):
        fitted([np.array(["x" * 200_000]), *["y"] * 200_000], np.array(["a"]))
    assert fitted(["a", "bc"], np.array(["a"])).tolist() == ["a", "bc"]
    assert fitted([[1, 2], np.array([3, 4.5])], np.zeros((2, 2))).shape == (2, 2)


def test_numbers_that_share_a_hash_never_become_keys():
    alike = [k * (2**61 - 1) for k in range(1, 3000)]
    with pytest.raises(Misfit, match="compared"):
        fitted(alike, {1, 2})
    with pytest.raises(Misfit, match="compared"):
        fitted(Column([0] * len(alike), alike), {1: 0})
    with pytest.raises(Misfit, match="lists or dicts"):
        fitted([[1], [2]], {1, 2})
    assert fitted([2, 1, 1], {1, 2}) == {1, 2}


def test_letters_may_be_written_as_a_word_and_words_may_not():
    assert same("BEC", ["B", "E", "C"]) and same("b, e, c", ["B", "E", "C"])
    assert not same("BCE", ["B", "E", "C"]) and not same("fact claim", ["fact", "claim"]) and not same("B", [])


def test_two_words_in_the_other_order_are_no_parts():
    assert difference(["b", "a"], ["a", "b"]) == ("These are the right things, in another order.", False)
    assert difference([2, 1], [1, 2]) == ("The two parts came in the other order.", False)
