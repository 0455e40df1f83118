"""The notebook and the sandbox ask the same: what arrives is the same on both ways, in and out."""

import collections

import numpy as np
import pandas as pd
import pytest

from course.checks.ask import Here
from course.checks.check import run
from course.grading.sandbox.launcher import Sandbox, SandboxError
from course.grading.sandbox.limits import Limits

CODE = '''
import collections, fractions
import numpy as np, pandas as pd

def kinds(*args, **kwargs):
    """What arrived, as the student's code sees it."""
    def told(x):
        if isinstance(x, np.ndarray):
            return ["ndarray", str(x.dtype), list(x.shape), [told(y) for y in x.ravel().tolist()]]
        if isinstance(x, dict):
            return ["dict", [[told(k), told(v)] for k, v in x.items()]]
        if isinstance(x, (list, tuple)):
            return [type(x).__name__, [told(y) for y in x]]
        return [type(x).__name__, repr(x)]
    return [told(args), told(kwargs)]

def back(n):
    pair = collections.namedtuple("pair", "name distance")
    return [
        np.array(["a", "b"]) == "a", np.array(["a", "b"]), np.array([]), np.array(3), np.array([], dtype=str), np.zeros((0, 3)),
        np.array([1, None, "x"], dtype=object), np.float32(0.1), np.bool_(True), pair("a", 1), collections.Counter("aab"),
        pd.Series({"a": 1}), pd.DataFrame({"a": [1]}), {1, 2}, range(3), float("nan"), (x for x in ()), print, fractions.Fraction(1, 3),
        2**200, None, {"a": np.array([1.5])}, np.array([np.nan, np.inf]),
    ][n]

def fails(n):
    if n == 0:
        raise KeyError("a")
    if n == 1:
        return missing_name
    raise SystemExit
'''


@pytest.fixture(scope="module")
def kernel():
    try:
        box = Sandbox(trust=False)
    except SandboxError:
        box = Sandbox(trust=True)
    with box, box.run([CODE], {}, Limits.of()) as kernel:
        assert not [output for raw in kernel.cells() for output in raw]
        yield kernel


@pytest.fixture(scope="module")
def here():
    names = {"__name__": "__main__"}
    exec(CODE, names)
    return Here(names)


def values(random):
    """Things a check may ask with: arrays of every kind and shape among them."""
    shape = tuple(random.integers(0, 4, int(random.integers(0, 4))))
    number = np.asarray(random.normal(size=shape))
    return [
        number, np.asarray(10 * number).astype("int64"), np.asarray(number < 0.5), number.astype("float32"), np.asarray(abs(9 * number)).astype("uint8"),
        np.asarray(random.choice(["A", "Bea", "é"], shape)), np.array(["x", None], dtype=object),
        np.float64(0.1), np.int64(3), np.bool_(False),
        [1, 2.5, "a", None], (1, (2, "b")), {"a": None, 3: [np.array([1])]}, collections.Counter("aab"), pd.Series([1, 2]),
        float("nan"), float("inf"), "", [], {},
    ]  # fmt: skip


@pytest.mark.sandbox
def test_questions_arrive_as_the_same_things(kernel, here):
    random = np.random.default_rng(1)
    with kernel.questions():
        for _ in range(30):
            asked = values(random)
            assert kernel.call("kinds", asked, {"k": asked[0]}) == here.call("kinds", asked, {"k": asked[0]})
            sent = here.call("kinds", asked[:7], {}).value[0][1]
            for one, (kind, dtype, shape, _) in zip(asked[:7], sent, strict=True):
                assert (kind, np.dtype(dtype).kind, shape) == ("ndarray", one.dtype.kind, list(one.shape))


@pytest.mark.sandbox
def test_answers_come_back_as_the_same_things(kernel, here):
    def check(student):
        student.call("back", 0).equals([True, False], "m")

    with kernel.questions():
        for n in range(23):
            one, other = kernel.call("back", [n], {}), here.call("back", [n], {})
            assert repr(one) == repr(other), n
        for n in range(3):
            one, other = kernel.call("fails", [n], {}), here.call("fails", [n], {})
            assert (one.error, one.error_text) == (other.error, other.error_text)
            assert one.error.startswith(("KeyError|", "NameError|", "SystemExit|"))
        assert run(check, kernel, 0) == run(check, here, 0)
        assert run(check, kernel, 0).passed
