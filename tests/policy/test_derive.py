"""Arithmetic on rows."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.policy.claims import ledger
from course.policy.derive import DerivationError, binomial_tail, evaluate, names_in, readable


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("A01", (28,)),
        ("100 * A01 / A05", (100 * 28 / 535,)),
        ("A24[0] / A24[1]; A26[1] - A26[0]", (26 / 120, 161)),
        ("round(A01 * A06 / 100)", (11,)),
        ("A23 + 1", (1001,)),
        ("(A01 + 2) * 2", (60,)),
    ],
)
def test_values(expression, values):
    assert evaluate(expression, ledger()) == pytest.approx(values)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("Q99", "not in the ledger"),
        ("A08 + 1", "not confirmed"),
        ("A24", "has 2 parts"),
        ("A24[5]", "no number at 5"),
        ("A21", "no number at 0"),
        ("B04", "no number at 0"),
        ("A01 +", "cannot be computed"),
        ("A01 / 0", "cannot be computed"),
        ("__import__('os')", "is not arithmetic"),
        ("A01.real", "is not arithmetic"),
        ("A01 ** 2", "is not arithmetic"),
        ("True", "is not arithmetic"),
        ("'A01'", "is not arithmetic"),
        ("open(A01)", "is not arithmetic"),
    ],
)
def test_what_is_refused(expression, says):
    with pytest.raises(DerivationError, match=says):
        evaluate(expression, ledger())


@given(st.integers(1, 40), st.floats(0.01, 0.99))
def test_a_binomial_tail_is_what_its_distribution_sums_to(trials, chance):
    assert binomial_tail(0, trials, chance) == pytest.approx(1)
    whole = sum(
        k * (binomial_tail(k, trials, chance) - binomial_tail(k + 1, trials, chance)) for k in range(trials + 1)
    )
    assert whole == pytest.approx(trials * chance)
    assert binomial_tail(trials, trials, chance) == pytest.approx(math.pow(chance, trials))


def test_names_and_print():
    assert names_in("100 * A01 / A05 + A01") == ("A01", "A05")
    assert readable("100 * A01 / A05") == "100 × A01 ÷ A05"
