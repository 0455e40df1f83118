"""Arithmetic on rows of the ledger: what a DERIVED row says it is, checked by computing it.

A derivation is an expression over ids, such as ``100 * A01 / A05``. ``A24[0]`` is the first part of a value.
Several parts are separated by ``;``. The functions are ``round`` and ``binomial_tail``.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Mapping
from decimal import Decimal

from course.policy.row import ID, Claim

_OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def binomial_tail(successes: float, trials: float, chance: float) -> float:
    """P(X >= successes) for a binomial X."""
    k, n = int(successes), int(trials)
    return sum(math.comb(n, i) * chance**i * (1 - chance) ** (n - i) for i in range(k, n + 1))


_FUNCTIONS = {"round": round, "binomial_tail": binomial_tail}


class DerivationError(ValueError):
    """An expression that cannot be computed. The message says why."""


def names_in(derivation: str) -> tuple[str, ...]:
    """The ids a derivation uses, in order."""
    return tuple(dict.fromkeys(re.findall(rf"\b{ID}\b", derivation)))


def readable(derivation: str) -> str:
    """A derivation as prose prints it: ``100 × A01 ÷ A05``."""
    return derivation.replace("*", "×").replace("/", "÷")


def evaluate(derivation: str, rows: Mapping[str, Claim]) -> tuple[float, ...]:
    """The derivation's values, one for each part.

    Raises
    ------
    DerivationError
        If it is not arithmetic, names a row that is missing or not confirmed, or a part that is not a number.
    """
    try:
        return tuple(_value(ast.parse(part.strip(), mode="eval").body, rows) for part in derivation.split(";"))
    except (SyntaxError, ZeroDivisionError) as error:
        raise DerivationError(f"{derivation!r} cannot be computed ({error})") from None


def _value(node: ast.expr, rows: Mapping[str, Claim]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name):
            return _number(name, 0, rows, whole=True)
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int() as part)):
            return _number(name, part, rows, whole=False)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_value(left, rows), _value(right, rows))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*(_value(argument, rows) for argument in arguments))
    raise DerivationError(f"{ast.unparse(node)} is not arithmetic on ids; use + - * /, {' and '.join(_FUNCTIONS)}")


def _number(name: str, part: int, rows: Mapping[str, Claim], *, whole: bool) -> float:
    if name not in rows:
        raise DerivationError(f"{name} is not in the ledger")
    row = rows[name]
    if not row.confirmed:
        raise DerivationError(f"{name} is not confirmed, and neither is what is computed from it")
    if len(row.numbers) != len(row.parts) or part >= len(row.parts):
        raise DerivationError(f"{name} is {row.value!r}, which has no number at {part}")
    if whole and len(row.parts) > 1:
        raise DerivationError(f"{name} has {len(row.parts)} parts; write {name}[0] for the first")
    return row.numbers[part]


def derivation_problem(row: Claim, rows: Mapping[str, Claim]) -> str:
    """What is wrong with a DERIVED row: an empty string if its value is the computed one, as far as it is printed."""
    if not row.derivation:
        return "a DERIVED row needs a derivation, such as 100 * A01 / A05"
    try:
        computed = evaluate(row.derivation, rows)
    except DerivationError as error:
        return str(error)
    if len(row.numbers) != len(computed) or len(row.parts) != len(computed):
        return f"the derivation gives {len(computed)} numbers, the value has {len(row.parts)} parts"
    for printed, exact in zip(row.parts, computed, strict=True):
        if abs(float(printed) - exact) > _half_step(printed) * (1 + 1e-9):
            return f"the derivation gives {exact:.6g}, the value says {printed}"
    return ""


def _half_step(printed: str) -> float:
    """Half of the last digit that is printed: rounding may move a value so far and no further."""
    return 0.5 * 10.0 ** Decimal(printed).as_tuple().exponent
