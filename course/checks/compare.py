"""How answers compare: the one rule of the self-check, the grader and the class's statistics."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from typing import Any

import numpy as np

DIGITS = 6
"""How exactly two answers are compared when the question is whether they are *the same answer*, right or wrong."""


def blurred(data: Any) -> Any:
    """Plain data with its numbers cut to :data:`DIGITS` significant digits: what is equal then counts as the same answer."""
    if isinstance(data, float):
        return float(f"{data:.{DIGITS}g}")
    if isinstance(data, list):
        return [blurred(x) for x in data]
    if isinstance(data, dict):
        return {key: blurred(value) for key, value in data.items()}
    return data


def same(got: Any, expected: Any, tolerance: float) -> bool:
    """Are two pieces of plain data the same, numbers within ``tolerance`` (absolute and relative)?"""
    if isinstance(expected, np.generic):
        expected = expected.item()
    if expected is None or isinstance(expected, (bool, str)):
        return type(got) is type(expected) and got == expected
    if isinstance(expected, numbers.Real):
        if isinstance(got, bool) or not isinstance(got, numbers.Real):
            return False
        if math.isnan(expected) or math.isnan(got):
            return math.isnan(expected) and math.isnan(got)
        return got == expected or abs(got - expected) <= tolerance * max(1.0, abs(expected))
    if isinstance(expected, np.ndarray):
        got = np.asarray(got) if isinstance(got, (list, tuple, np.ndarray)) else None
        if got is None or got.shape != expected.shape or got.dtype.kind not in "biuf":
            return False
        if (got.dtype.kind == "b") != (expected.dtype.kind == "b"):
            return False
        return bool(np.allclose(got, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping) or set(got) != set(expected):
            return False
        return all(same(got[k], v, tolerance) for k, v in expected.items())
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple, np.ndarray)) or len(got) != len(expected):
            return False
        return all(same(_plain(g), e, tolerance) for g, e in zip(got, expected, strict=True))
    raise TypeError(f"a check cannot expect a {type(expected).__name__}; use plain data")


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
