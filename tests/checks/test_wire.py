import collections
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.checks.wire import Opaque, decode, encode

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(plain)
def test_plain_data_survives(value):
    import json

    assert decode(json.loads(json.dumps(encode(value)))) == value


def test_not_a_number_survives():
    assert math.isnan(decode(encode(float("nan"))))
    assert decode(encode([math.inf, -math.inf])) == [math.inf, -math.inf]


@pytest.mark.parametrize("dtype", ["float32", "int64", "bool", "uint8"])
def test_arrays_keep_shape_and_type(dtype):
    array = np.arange(6).reshape(2, 3).astype(dtype)
    back = decode(encode(array))
    assert back.dtype == dtype
    np.testing.assert_array_equal(back, array)


def test_tables_become_columns():
    frame = pd.DataFrame({"name": ["a", "b"], "score": [0.5, 1.5]})
    assert decode(encode(frame)) == {"name": ["a", "b"], "score": [0.5, 1.5]}
    assert decode(encode(frame["score"])) == [0.5, 1.5]


def test_a_named_tuple_is_a_tuple():
    pair = collections.namedtuple("pair", "name score")
    assert decode(encode(pair("a", 1))) == ("a", 1)


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
    [{"$array": [1], "dtype": "object", "shape": [1]}, {"$float": "1e999"}, {"x": 1}, {"$dict": [[[1], 2]]}, b"x"],
)
def test_decoding_refuses_what_encode_does_not_write(data):
    with pytest.raises((ValueError, TypeError)):
        decode(data)
