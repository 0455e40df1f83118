"""Mechanical mutants of the reference: small slips, one at a time. A good check notices nearly all of them.

The mutations are cosmic-ray's. A mutant that cannot be told from the reference by any input is *equivalent*; those are
listed with a reason in ``assignments/<slug>/equivalent.yml`` and do not count.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from course.checks.check import CheckFailed, Here, Student, seed_for
from course.content import assignments, notebooks, source
from course.content.cases import answered
from course.content.execute import namespace_of
from course.errors import CourseError
from course.timelimit import at_most
from course.yamltext import from_yaml

# One slip a kind, not every pair of operators: a + for a - says as much as a + for a **.
OPERATORS = [
    *("core/ReplaceBinaryOperator_" + n for n in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "Pow_Mul", "FloorDiv_Mul")),
    *("core/ReplaceBinaryOperator_" + n for n in ("BitAnd_BitOr", "BitOr_BitAnd")),
    *("core/ReplaceComparisonOperator_" + n for n in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Eq_NotEq", "NotEq_Eq")),
    *("core/ReplaceComparisonOperator_" + n for n in ("Lt_Gt", "LtE_GtE", "Gt_Lt", "GtE_LtE")),
    *("core/ReplaceUnaryOperator_" + n for n in ("USub_UAdd", "Delete_Not", "Invert_UAdd")),
    *("core/" + n for n in ("NumberReplacer", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue")),
    *("core/" + n for n in ("ReplaceAndWithOr", "ReplaceOrWithAnd", "ZeroIterationForLoop")),
]
SECONDS = 10  # of processor time; a mutant that takes more is killed by that


@dataclass(frozen=True)
class Mutant:
    """One slip: the line as it was and as it is now, and whether the check noticed."""

    task: str
    before: str
    after: str
    code: str
    killed: bool = False
    equivalent: bool = False


def mutants(task: str, code: str) -> Iterator[Mutant]:
    """Every mutant of one answer."""
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.plugins import get_operator

    for name in OPERATORS:
        operator = get_operator(name)()
        for occurrence in range(1000):
            mutated = MutationVisitor.mutate_code(code, operator, occurrence)
            if mutated is None:
                break
            pairs = zip(code.split("\n"), mutated.split("\n"), strict=False)
            before, after = next(((a, b) for a, b in pairs if a != b), ("", ""))
            yield Mutant(task, before.strip(), after.strip(), mutated)


def survey(slug: str, sample: int | None = None) -> list[Mutant]:
    """Run every mutant of every answer against its check, or with ``sample`` so many of each answer, always the same.

    Raises
    ------
    CourseError
        When the reference itself fails, or (without ``sample``) ``equivalent.yml`` names a mutant that there is not.
    """
    assignment = assignments.load(slug)
    reference = answered(notebooks.release_notebook(assignment), assignment.answers)
    namespace = namespace_of(reference, assignment.folder)
    excused = _equivalent(assignment)
    out = []
    for task in assignment.code_tasks:
        if _noticed(task, assignment.answers[task.name], namespace, slug):
            raise CourseError(f"{slug}: the reference fails its own check of {task.name!r}. Run `course authoring prove`.")
        for m in _some(list(mutants(task.name, assignment.answers[task.name])), sample, f"{slug} {task.name}"):
            same = (m.task, m.before, m.after) in excused
            killed = _noticed(task, m.code, namespace, slug)
            out.append(Mutant(m.task, m.before, m.after, m.code, killed, same and not killed))
    unknown = excused - {(m.task, m.before, m.after) for m in out if m.equivalent}
    if unknown and sample is None:
        raise CourseError(f"{slug}/equivalent.yml excuses what is not a surviving mutant: {sorted(unknown)[0]}")
    return out


def _some(found: list[Mutant], sample: int | None, seed: str) -> list[Mutant]:
    if sample is None or len(found) <= sample:
        return found
    return random.Random(seed).sample(found, sample)


def _equivalent(assignment: assignments.Assignment) -> set[tuple[str, str, str]]:
    path = assignment.folder / "equivalent.yml"
    if not path.exists():
        return set()
    rows = from_yaml(path.read_text(encoding="utf-8"))
    if not all(row.get("why") for row in rows):
        raise source.SourceError(path, 1, "every equivalent mutant needs a `why`.")
    return {(row["task"], row["before"], row["after"]) for row in rows}


def _noticed(task: assignments.Task, code: str, namespace: dict, slug: str) -> bool:
    """Does the check (asked twice, with two seeds) fail on this answer, or does the answer itself break?"""
    names = dict(namespace)
    try:
        with at_most(SECONDS):
            exec(compile(code, f"<{task.name}>", "exec"), names)
            for seed in (seed_for("mutants", slug, task.name), seed_for("public", slug, task.name)):
                Student(Here(names), seed).answer(task.check)
    except CheckFailed:
        return True
    except Exception:
        return True
    return False


def share(found: list[Mutant]) -> float:
    """The share of non-equivalent mutants that the checks killed."""
    counted = [m for m in found if not m.equivalent]
    return sum(m.killed for m in counted) / len(counted)
