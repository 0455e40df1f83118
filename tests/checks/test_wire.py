import collections
import enum
import fractions
import json
import math
import types

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course.checks.wire import Opaque, decode, encode, received

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(plain)
def test_plain_data_survives(value):
    assert decode(json.loads(json.dumps(encode(value)))) == value


def test_not_a_number_survives():
    assert math.isnan(decode(encode(float("nan"))))
    assert decode(encode([math.inf, -math.inf])) == [math.inf, -math.inf]


def as_sent(value):
    return decode(json.loads(json.dumps(encode(value))))


@given(st.data())
def test_arrays_of_every_kind_arrive_as_what_they_were(data):
    dtype = data.draw(st.sampled_from(["bool", "int8", "int64", "uint8", "float16", "float32", "float64", "U7", "O"]))
    shape = data.draw(array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
    elements = st.sampled_from([None, True, 3, 0.5, "x"]) if dtype == "O" else None
    array = data.draw(arrays(dtype, shape, elements=elements))
    back = as_sent(array)
    assert type(back) is np.ndarray and back.shape == array.shape
    assert back.dtype.kind == array.dtype.kind
    assert dtype.startswith(("U", "O")) or back.dtype == array.dtype
    assert all(x == y or x != x for x, y in zip(back.ravel().tolist(), array.ravel().tolist(), strict=True))


def test_a_comparison_with_text_works_on_what_arrives():
    assert (as_sent(np.array(["a", "b"])) == "a").tolist() == [True, False]


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.defaultdict(int, {"a": 2}), {"a": 2}),
        (collections.OrderedDict(b=1, a=2), {"b": 1, "a": 2}),
        (pd.Series({"a": 2, "b": 1}), [2, 1]),
        (pd.Index(["a", "b"]), ["a", "b"]),
        (range(3), [0, 1, 2]),
        ({"a": 1}.keys(), ["a"]),
        (collections.deque([1, 2]), [1, 2]),
        ({1, 2}, {1, 2}),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (np.int64(3), 3),
        (fractions.Fraction(1, 4), 0.25),
    ],
)
def test_other_types_arrive_as_the_plain_one(value, arrives):
    back = as_sent(value)
    assert back == arrives
    assert isinstance(back, type(arrives))


def test_a_column_keeps_its_labels():
    assert as_sent(pd.Series({"a": 2, "b": 1})).labels == ["a", "b"]
    assert as_sent(as_sent(pd.Series({"a": 2}))).labels == ["a"]


def test_tables_become_columns():
    frame = pd.DataFrame({"name": ["a", "b"], "score": [0.5, 1.5]})
    assert decode(encode(frame)) == {"name": ["a", "b"], "score": [0.5, 1.5]}
    assert decode(encode(frame["score"])) == [0.5, 1.5]


def test_a_named_tuple_is_a_tuple():
    pair = collections.namedtuple("pair", "name score")
    assert decode(encode(pair("a", 1))) == ("a", 1)


class Verdict(enum.StrEnum):
    OPEN = "cannot know"

    def __str__(self):
        return "something else"

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def test_an_enum_of_words_or_numbers_arrives_as_the_word_or_number():
    assert as_sent([Verdict.OPEN, enum.IntEnum("Place", "FIRST").FIRST]) == ["cannot know", 1]
    assert as_sent({Verdict.OPEN: 1}) == {"cannot know": 1}
    assert type(as_sent(Verdict.OPEN)) is str and Verdict.OPEN == "anything"
    assert isinstance(as_sent(enum.Enum("Plain", "A").A), Opaque)


@pytest.mark.parametrize("kind", [types.MappingProxyType, collections.UserDict, lambda data: collections.ChainMap({}, data)])
def test_whatever_is_like_a_dict_is_a_dict(kind):
    assert as_sent(kind({"a": [1, 2], "b": kind({})})) == {"a": [1, 2], "b": {}}


def test_a_matrix_is_an_array_and_nothing_known_is_nan():
    matrix = as_sent(np.array([[1.0, 2.0], [3.0, 4.0]]).view(np.matrix))
    assert matrix.shape == (2, 2) and matrix.dtype == float and matrix.tolist() == [[1, 2], [3, 4]]
    assert math.isnan(as_sent(pd.NA)) and math.isnan(as_sent(pd.Series([1, pd.NA], dtype="Int64"))[1])


class AlwaysEqual:
    def __eq__(self, other):
        return True


class LyingFloat(float):
    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class LyingList(list):
    def __eq__(self, other):
        return True


@pytest.mark.parametrize("value", [AlwaysEqual(), LyingFloat(1), LyingList([1]), print, object(), {1: LyingFloat(2)}])
def test_what_may_lie_arrives_as_opaque(value):
    arrived = decode(encode(value))
    inner = arrived[1] if isinstance(arrived, dict) else arrived
    assert isinstance(inner, Opaque)
    assert inner != 1


def test_deep_nesting_ends():
    value = []
    for _ in range(100):
        value = [value]
    assert "too deeply" in str(encode(value))


@pytest.mark.parametrize(
    "data",
    [
        {"$array": [1], "dtype": "complex128", "shape": [1]},
        {"$array": [1], "dtype": "str", "shape": [1]},
        {"$array": [1], "dtype": "int64", "shape": [-1]},
        {"$list": [1], "of": "column", "labels": []},
        {"$float": "1e999"}, {"x": 1}, {"$dict": [[[1], 2]]}, b"x",
    ],
)
def test_decoding_refuses_what_encode_does_not_write(data):
    with pytest.raises((ValueError, TypeError)):
        decode(data)


MERSENNE = 2**61 - 1  # whole numbers this far apart have one hash


@pytest.mark.parametrize(
    "data",
    [
        {"$array": ["x" * 20_000] + [""] * 20_000, "dtype": "str", "shape": [20_001]},
        {"$array": ["x" * 5000] + [""] * 5000, "dtype": "str", "shape": [5001]},
        [{"$array": ["x" * 2000] + [""] * 2000, "dtype": "str", "shape": [2001]}] * 10,  # small ones that add up
        {"$array": [], "dtype": "float64", "shape": [10**9, 0]},  # `tolist` would make 10**9 lists
        {"$array": [], "dtype": "str", "shape": [0, 2**40]},
        {"$array": [0.5], "dtype": "float64", "shape": [1] * 100_000},
        [[]] * 2_000_000,
        {"$dict": [[k * MERSENNE, 0] for k in range(1, 3000)]},
        {"$dict": [[k, 0] for k in range(20_000)]},
        {"$dict": [[{"$list": [k * MERSENNE, 0], "of": "tuple"}, 0] for k in range(1, 3000)]},
        {"$dict": [[{"$list": [-1 - (k >> n & 1) for n in range(14)], "of": "tuple"}, 0] for k in range(1 << 14)]},
        {"$list": [k * MERSENNE for k in range(1, 3000)], "of": "set"},
        {"$list": list(range(20_000)), "of": "set"},
        {"$dict": [[]]}, {"$dict": [3]}, {"$array": 3}, {"$array": [1], "dtype": [], "shape": 3},
    ],
    ids=range(17),
)
@pytest.mark.slow
def test_an_answer_that_would_grow_is_not_unpacked(data):
    import tracemalloc

    tracemalloc.start()
    try:
        assert isinstance(received(data), Opaque)
        assert tracemalloc.get_traced_memory()[1] < 50 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "value",
    [np.zeros((700, 700)), np.full((200, 200), np.nan), np.array(["a name"] * 20_000), list(range(100_000)), np.zeros((0, 128)),
     {f"person {k}": 0.5 for k in range(50_000)}, {k: 0 for k in range(4000)}, {f"person {k}" for k in range(50_000)}, 2**100],
    ids=range(9),
)  # fmt: skip
def test_a_large_honest_answer_is_unpacked(value):
    assert not isinstance(received(json.loads(json.dumps(encode(value)))), Opaque)
