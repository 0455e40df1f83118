"""How answers compare: :func:`same` is the one rule of the notebook, the self-check, the grader and the class's statistics.

Two answers are the same when they are the same kind of thing (:func:`fitted`: a list for an array, a ``Counter`` for a
dict, a numpy number for a number; never text for a number), their numbers agree to :data:`DIGITS` digits, which is
:data:`TOLERANCE`, and their words are the same but for capitals and spaces (:func:`folded`). A check may set another
tolerance where the task says so. :func:`alike` is the rule for a notebook's own things, :func:`same` for what has crossed the wire.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from course.checks.wire import MAX_BYTES, Column, Frame, Opaque, encode, hashable, received

DIGITS = 6
TOLERANCE = 10.0**-DIGITS
"""How far a number may be from the expected one: absolutely, and relative to it where it is larger than 1. A count is not stretched so."""

# What may be said to a student by name; a type's own name could carry anything.
_KNOWN = {"generator", "map", "filter", "zip", "enumerate", "reversed", "function", "method", "builtin_function_or_method",
          "type", "module", "complex", "bytes", "DataFrame", "matrix", "MaskedArray", "Figure", "Axes"}  # fmt: skip
_ONCE = {"generator", "map", "filter", "zip", "enumerate", "reversed"}
_UNCALLED = {"function", "method", "builtin_function_or_method", "type"}


class Misfit(Exception):
    """Another kind of thing came back than is asked for. The text is for the student.

    It holds no number and no name that the student's code chose: a hidden input could come out in it.
    """


def same(got: Any, expected: Any, tolerance: float = TOLERANCE) -> bool:
    """Are two pieces of plain data the same answer, numbers within ``tolerance``?"""
    try:
        return _equal(fitted(got, expected), expected, tolerance)
    except Misfit:
        return False


def alike(got: Any, expected: Any) -> bool:
    """:func:`same`, of any two things in a notebook: they cross the wire first, as they do in a check."""
    return same(received(encode(got)), received(encode(expected)))


def folded(text: str) -> str:
    """Text without what no answer is wrong for: capitals, and spaces around it or doubled."""
    return " ".join(text.split()).casefold()


def spelt(value: Any, words: Iterable[str]) -> Any:
    """Plain data in which each text that is one of ``words``, but for capitals and spaces, is written as that word is."""
    known = {folded(word): word for word in words}

    def walk(item: Any) -> Any:
        if isinstance(item, str):
            return known.get(folded(item), item)
        if isinstance(item, Column):
            return Column([walk(one) for one in item], [walk(one) for one in item.labels])
        if isinstance(item, (list, tuple, set, frozenset)):
            return type(item)(walk(one) for one in item)
        if isinstance(item, Mapping):
            return type(item)({walk(key): walk(one) for key, one in item.items()})
        if isinstance(item, np.ndarray) and item.dtype.kind in "UO":
            return walk(item.tolist())
        return item

    return walk(value)


def around(number: float, places: Any) -> list[float]:
    """``number`` and the places that nobody can tell from it by :data:`DIGITS` digits: for what jumps there, such as a rate at a threshold.

    A number that is one of the places to the last digit is meant as that one, and so are its ties.
    """
    places, reach = np.ravel(places), TOLERANCE * max(1.0, abs(number))
    if number in places:
        return [number]
    return [number, number - reach, number + reach, *places[np.abs(places - number) <= reach].tolist()]


def blurred(data: Any) -> Any:
    """Encoded data with its numbers cut to what :func:`same` tells apart: a form in which the same answers are equal."""
    if isinstance(data, float):
        return round(data, DIGITS) if abs(data) < 1 else float(f"{data:.{DIGITS + 1}g}")
    if isinstance(data, str):
        return folded(data)
    if isinstance(data, list):
        return [blurred(x) for x in data]
    if isinstance(data, dict):
        return {key: blurred(value) for key, value in data.items()}
    return data


def fitted(got: Any, like: Any) -> Any:
    """``got`` as the kind of plain thing that ``like`` is. In ``like``, a list of one item stands for any number of such.

    Raises
    ------
    Misfit
        When it is another kind of thing, with words for the student.
    """
    like = plain(like)
    if isinstance(like, Opaque):
        if got != like:
            raise Misfit(_words(got, like))
        return got
    got = plain(got)
    if like is None:
        if got is not None:
            raise Misfit(_words(got, like))
        return None
    if got is None or isinstance(got, Opaque):
        raise Misfit(_words(got, like))
    if isinstance(like, (bool, str, numbers.Real)):
        return _fitted_scalar(got, like)
    if isinstance(like, Mapping):
        return _fitted_mapping(got, like)
    if isinstance(like, np.ndarray):
        return _fitted_array(got, like)
    if isinstance(like, (set, frozenset)):
        if isinstance(got, (list, tuple, np.ndarray)):
            got = set(_keys(_items(got)))
        if not isinstance(got, (set, frozenset)):
            raise Misfit(_words(got, like))
        return got
    if isinstance(like, (list, tuple)):
        return _fitted_sequence(got, like)
    raise TypeError(f"a check cannot expect a {type(like).__name__}; use plain data")


def _fitted_scalar(got: Any, like: Any) -> Any:
    # A single thing in an array or a pandas column is that thing: `assert` in a notebook takes it for one too.
    if isinstance(got, np.ndarray) and got.size == 1:
        got = got.item()
    elif isinstance(got, Column) and len(got) == 1:
        got = got[0]
    if isinstance(like, (bool, str)):
        fits = type(got) is type(like)
    else:
        fits = isinstance(got, numbers.Real) and not isinstance(got, bool)
    if not fits:
        raise Misfit(_words(got, like))
    return got


def _fitted_mapping(got: Any, like: Mapping) -> dict:
    if isinstance(got, Column):
        got = dict(zip(_keys(got.labels), got, strict=True))
    if not isinstance(got, Mapping):
        raise Misfit(_words(got, like))
    if all(isinstance(k, str) for k in like) and got and not any(isinstance(k, str) for k in got):
        raise Misfit("The keys of the dict are no text: use the names as they were given.")
    if set(like) != set(got):
        respelt = spelt({key: None for key in got}, [key for key in like if isinstance(key, str)])
        if len(respelt) == len(got):
            got = dict(zip(respelt, got.values(), strict=True))
    if set(like) == set(got):
        return {key: _fitted_inside(value, like[key]) for key, value in got.items()}
    return dict(got)


def _fitted_inside(got: Any, like: Any) -> Any:
    """:func:`fitted`, of what stands in a list or a dict: nobody printed it."""
    if got is None and plain(like) is not None:
        raise Misfit(f"`None` stands where {_asked(like)} is asked for.")
    return fitted(got, like)


def _fitted_array(got: Any, like: np.ndarray) -> np.ndarray:
    if isinstance(got, Frame):
        got = got.rows()
    if not isinstance(got, (list, tuple, np.ndarray)):
        raise Misfit(_words(got, like))
    try:
        array = _array(got, like) if isinstance(got, (list, tuple)) else got
    except ValueError:
        raise Misfit("The rows of what came back do not have the same length.") from None
    if array.size == 0:
        return array.astype(like.dtype)
    kinds = {"b": "b", "U": "UO"}.get(like.dtype.kind, "iuf")
    if like.dtype.kind != "O" and array.dtype.kind not in kinds:
        raise Misfit(_words(array, like))
    return array


def _fitted_sequence(got: Any, like: list | tuple) -> list:
    if isinstance(got, (set, frozenset)):
        raise Misfit("A set came back, which has no order: return a list.")
    if isinstance(got, str) and like and all(isinstance(one, str) and len(one) == 1 for one in like):
        got = [letter for letter in got if letter not in " ,;"]  # letters, written as a word
    if isinstance(got, Frame):
        got = got.rows()
    if not isinstance(got, (list, tuple, np.ndarray)):
        raise Misfit(_words(got, like))
    items = _items(got)
    if isinstance(like, list) and len(like) == 1 and len(items) != 1:
        like = like * len(items)
    if len(items) != len(like):
        if isinstance(like, tuple):
            raise Misfit("Another number of parts came back than is asked for.")  # no number: it could carry an input
        return items
    try:
        return [_fitted_inside(item, one) for item, one in zip(items, like, strict=True)]
    except Misfit:
        if len(like) == 2 and isinstance(like, tuple):
            try:
                for item, one in zip(items[::-1], like, strict=True):
                    fitted(item, one)
            except Misfit:
                pass
            else:
                raise Misfit("The two parts came in the other order.") from None
        raise


def _array(got: list | tuple, like: np.ndarray) -> np.ndarray:
    """Nested lists as an array. What is in them is looked at first: numpy makes room for the longest text in each place."""
    places = longest = 0
    todo: list[Any] = [got]
    while todo:
        item = plain(todo.pop())
        if isinstance(item, (list, tuple)):
            todo += item
        elif isinstance(item, np.ndarray):
            places += item.size
            longest = max(longest, item.dtype.itemsize // 4 if item.dtype.kind == "U" else 0)
            if item.dtype.kind == "O":
                todo += item.ravel().tolist()
        else:
            places += 1
            if isinstance(item, str):
                longest = max(longest, len(item))
        if longest and like.dtype.kind in "iufb":
            raise Misfit(f"Text came back where {_asked(like)} is asked for.")
        if 4 * longest * places > MAX_BYTES:
            raise Misfit("Much more text came back than is asked for.")
    return np.asarray(_items(got))


def _keys(items: list) -> list:
    """Items that are to become keys; they come from a student's code."""
    if not hashable(items):
        raise Misfit("What came back has too many keys, or too large ones, to be compared.")
    try:
        set(items)
    except TypeError:
        raise Misfit("What came back holds lists or dicts where plain numbers or text are asked for.") from None
    return items


def _items(value: Any) -> list:
    return [plain(x) for x in value]


def plain(value: Any) -> Any:
    """A numpy number, and an array without a dimension, as what they hold."""
    return value.item() if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0) else value


def _equal(got: Any, expected: Any, tolerance: float) -> bool:
    """``got`` has been fitted to ``expected``."""
    expected = plain(expected)
    if isinstance(expected, str):
        return folded(got) == folded(expected)
    if isinstance(expected, (set, frozenset)):
        return _text_folded(got) == _text_folded(expected)
    if expected is None or isinstance(expected, (bool, Opaque)):
        return got == expected
    if isinstance(expected, numbers.Integral):
        return abs(got - expected) <= tolerance
    if isinstance(expected, numbers.Real):
        if math.isnan(expected) or math.isnan(got):
            return math.isnan(expected) and math.isnan(got)
        if math.isinf(expected):
            return got == expected
        return got == expected or abs(got - expected) <= tolerance * max(1.0, abs(expected))
    if isinstance(expected, np.ndarray):
        if got.shape != expected.shape:
            return False
        if expected.dtype.kind in "iuf":
            return bool(np.allclose(got, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
        return _text_folded(got.ravel().tolist()) == _text_folded(expected.ravel().tolist())
    if isinstance(expected, Mapping):
        return set(got) == set(expected) and all(_equal(got[k], v, tolerance) for k, v in expected.items())
    if len(got) != len(expected):
        return False
    return all(same(g, e, tolerance) for g, e in zip(got, expected, strict=True))


def _text_folded(items: Iterable) -> Any:
    return type(items)(folded(one) if isinstance(one, str) else one for one in items)


def difference(got: Any, expected: Any, tolerance: float = TOLERANCE) -> tuple[str, bool]:
    """What kind of difference it is, in words for the student, and whether that is all there is to say; or ``("", False)``.

    Raises
    ------
    Misfit
        When another kind of thing came back.
    """
    got = fitted(got, expected)
    pairs = list(_pairs(got, expected))
    if not pairs or not all(_finite(g) and _finite(e) for g, e in pairs):
        return _order(got, expected, tolerance), False
    if _is_rounded(pairs):
        # Another value may have these digits by chance: so it is said with an "if", and the author's message after it.
        return "Only the first digits are right: if you rounded, do not.", False
    for factor, words in ((100, "100 times what is asked for: is it a percentage?"), (0.01, "a hundredth of what is asked for.")):
        if any(e for _, e in pairs) and all(same(g, factor * e, tolerance) for g, e in pairs):
            if all(abs(g - e) <= tolerance for g, e in pairs) or all(abs(g) <= tolerance for g, _ in pairs):
                continue
            return f"The value is {words}", True
    return _order(got, expected, tolerance), False


def _order(got: Any, expected: Any, tolerance: float) -> str:
    if isinstance(expected, np.ndarray):
        if expected.ndim == 2 and got.shape == expected.shape[::-1] and _equal(got.T, expected, tolerance):
            return "Rows and columns are exchanged."
        if expected.ndim != 1 or got.shape != expected.shape:
            return ""
        got, expected = got.tolist(), expected.tolist()
    if not isinstance(expected, (list, tuple)) or len(got) != len(expected) or len(expected) < 2:
        return ""
    if len(expected) == 2 and not all(isinstance(one, str) for one in expected):
        swapped = all(same(g, e, tolerance) for g, e in zip(got[::-1], expected, strict=True))
        return "The two parts came in the other order." if swapped else ""
    left = list(got)
    for one in expected:
        place = next((n for n, item in enumerate(left) if same(item, one, tolerance)), None)
        if place is None:
            return ""
        left.pop(place)
    return "These are the right things, in another order."


def _is_rounded(pairs: list[tuple]) -> bool:
    """May these be the right values, rounded after the point? Two digits or more must be left: fewer agree by chance."""
    for digits in range(DIGITS):
        exact = [e for _, e in pairs if round(e, digits) != e]
        enough = exact and all(abs(e) >= 10 ** (1 - digits) for e in exact)
        if enough and all(abs(g - round(e, digits)) <= 1e-9 * max(1.0, abs(e)) for g, e in pairs):
            return True
    return False


def _pairs(got: Any, expected: Any) -> Iterator[tuple]:
    """The numbers of both, side by side; another shape, word or name is a pair of NaN, which is like no number."""
    expected = plain(expected)
    if isinstance(expected, numbers.Real) and not isinstance(expected, bool):
        yield got, expected
    elif isinstance(expected, np.ndarray) and expected.dtype.kind in "iuf" and got.shape == expected.shape:
        yield from zip(got.ravel().tolist(), expected.ravel().tolist(), strict=True)
    elif isinstance(expected, Mapping) and set(got) == set(expected):
        for key, value in expected.items():
            yield from _pairs(got[key], value)
    elif isinstance(expected, (list, tuple)) and len(got) == len(expected):
        for one, like in zip(got, expected, strict=True):
            yield from _pairs(one, like)
    elif not same(got, expected):
        yield math.nan, math.nan


def _finite(value: Any) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and math.isfinite(value)


def _words(got: Any, like: Any) -> str:
    if got is None and isinstance(like, (list, tuple)) and not like:
        return "Nothing came back (`None`): an empty list is `[]`."
    if got is None:
        return "Nothing came back (`None`). Did you print the answer instead of returning it, or is there a case without a `return`?"
    if isinstance(got, Opaque):
        name = got.type_name
        if name in _ONCE and isinstance(like, (list, tuple, np.ndarray)):
            return f"A `{name}` came back, which can be read only once: put `list(...)` around it."
        if name in _UNCALLED:
            return "A function came back where its result is asked for: are the brackets of a call missing?"
        shown = f"A `{name}`" if name in _KNOWN else "An object of another kind"
        return f"{shown} came back where {_asked(like)} is asked for."
    return f"{_named(got)} came back where {_asked(like)} is asked for."


def _named(got: Any) -> str:
    if isinstance(got, bool):
        return "A truth value"
    if isinstance(got, str):
        return "Text"
    if isinstance(got, numbers.Real):
        return "A number"
    if isinstance(got, np.ndarray):
        kind = {"b": " of truth values", "U": " of text", "O": " of mixed things"}.get(got.dtype.kind, "")
        return f"An array{kind}"
    if isinstance(got, Mapping):
        return "A dict"
    if isinstance(got, (set, frozenset)):
        return "A set"
    return "A pandas column" if isinstance(got, Column) else f"A {type(got).__name__}"


def _asked(like: Any) -> str:
    if like is None:
        return "`None`"
    if isinstance(like, bool):
        return "`True` or `False`"
    if isinstance(like, str):
        return "text"
    if isinstance(like, numbers.Real):
        return "a number"
    if isinstance(like, np.ndarray):
        return {"b": "an array of truth values", "U": "an array of text"}.get(like.dtype.kind, "an array of numbers")
    if isinstance(like, Mapping):
        return "a dict"
    if isinstance(like, (set, frozenset)):
        return "a set"
    return "a pair" if isinstance(like, tuple) and len(like) == 2 else "a list"
