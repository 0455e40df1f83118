"""Prove an assignment: the reference and every right answer earn all points, the blank none, each wrong answer loses what
it should. And the locked cells and the self-check say the same as the grader does, also of the reference's answers in
other forms (:mod:`course.proofs.forms`).

What a check draws by chance depends, in a proof, on the assignment's source alone, and of right answers on their own text: the same
tree gets the same verdict whenever and wherever it is proven. :func:`again` asks with other draws.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from tqdm import tqdm

from course import paths
from course.checks.check import Outcome, run, seed_for
from course.content import assignments, notebooks
from course.content.cases import Case, answered, cases
from course.content.execute import namespace_of, unrecorded
from course.errors import CourseError
from course.files import write_whole
from course.proofs import forms, together
from course.proofs.plain import make_nbgrader_course, nbgrader
from course.study.asked import TIMEOUT, OutOfTime, Recorder, ask, resembles

if TYPE_CHECKING:
    from course.grading.examiner import Examiner


@dataclass(frozen=True)
class Row:
    """How one submission ended, beside what it had to get."""

    name: str
    must_fail: frozenset[str]
    failed: frozenset[str]
    score: float
    message_seen: bool
    differs: tuple[str, ...] = ()  # where the locked cells or the self-check say something else

    @property
    def good(self) -> bool:
        return self.failed == self.must_fail and self.message_seen and not self.differs

    def line(self) -> str:
        mark = "ok  " if self.good else "BAD "
        text = f"  {mark}{self.name:<40} {self.score:>5g} points"
        if self.failed:
            text += f", fails {', '.join(sorted(self.failed))}"
        if self.failed != self.must_fail:
            text += f" (must fail {', '.join(sorted(self.must_fail)) or 'nothing'})"
        if not self.message_seen:
            text += " (its message was not shown)"
        text += "".join(f"\n      {one}" for one in self.differs)
        return text


@contextlib.contextmanager
def examiner() -> Iterator[Examiner]:
    """An examiner to prove any number of assignments with: one sandbox, in which the imports are done once.

    Without a sandbox where this machine has none: what is graded here is the course's own.
    """
    from course.grading.examiner import Examiner
    from course.grading.sandbox.launcher import find_bwrap

    try:
        find_bwrap()
        trust = False
    except CourseError:
        trust = True
    with Examiner(trust=trust, protect=(str(paths.ASSIGNMENTS),)) as one:
        yield one


@dataclass(frozen=True)
class _Graded:
    """What a submission got: points by grade id, and the outputs in the notebook that the student gets back, as text."""

    scores: dict[str, float]
    shown: str


def prove(slug: str, keep: Path | None = None, plain: bool = False, by: Examiner | None = None,
          sample: int | None = None, only: Collection[str] = (), progress: bool = False) -> list[Row]:
    """Grade every case and compare.

    The examiner of ``course grade`` does it, in its sandbox where this machine has one; with ``plain`` nbgrader's own
    autograder does, with the hidden checks inside the test cells. ``keep`` names a folder to leave a graded course in. With neither,
    wrong answers to different tasks share a notebook where they cannot reach each other (:mod:`course.proofs.together`). ``by``
    is an examiner that proves several assignments, one after the other; without it, one is started for this one. ``sample``
    takes so many of the wrong answers and of the right ones, spread over the banks and always the same, in place of all. ``only``
    names the answers to try, and leaves out all others.

    Raises
    ------
    CourseError
        For an answer there is not, and when a check falls over.
    """
    assignment = assignments.load(slug)
    every = cases(assignment)
    reference, *right = (case for case in every if not case.fails)
    blank, *wrong = (case for case in every if case.fails)
    todo = chosen(every, only) if only else [reference, *_some(right, sample), blank, *_some(wrong, sample)]
    with unrecorded():
        names = namespace_of(reference.notebook, assignment.folder)
    with contextlib.ExitStack() as stack:
        if plain or keep:
            root = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prove-")))
            graded = _in_a_course(root, assignment, todo, None if plain else by or stack.enter_context(examiner()))
        else:
            groups = together.groups(assignment, todo, names)
            graded = _examined(assignment, groups, by or stack.enter_context(examiner()), progress)
        with unrecorded():
            known: dict = {}
            others = [] if plain or only else _in_other_forms(assignment, names)  # first: a wrong answer may change the data it is asked about
            return [_row(assignment, case, graded[case.name], seen(assignment, case, names, known)) for case in todo] + others


@dataclass(frozen=True)
class Wavering:
    """An answer whose fate depends on the draw: in how many of ``draws`` it did not end as it must, and how.

    ``passed`` counts, for each task that it must fail, the draws in which it did not; ``failed``, for each task of a right answer,
    those in which it failed. ``unsaid`` has what was told in place of the message, and in how many draws.
    """

    name: str
    draws: int
    passed: dict[str, int]
    failed: dict[str, int]
    unsaid: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.passed or self.failed or self.unsaid)

    def line(self) -> str:
        ways = [f"passes {task} in {n}" for task, n in self.passed.items()]
        ways += [f"fails {task} in {n}" for task, n in self.failed.items()]
        ways += [f"is told otherwise in {sum(self.unsaid.values())}"] if self.unsaid else []
        text = f"  BAD {self.name:<40} of {self.draws} draws: {', '.join(ways)}"
        return text + "".join(f"\n      {n} times: {message}" for message, n in self.unsaid.items())


def chosen(every: list[Case], names: Collection[str]) -> list[Case]:
    """Those of ``every`` that are named; also by its file, and a right answer without the ``right-`` before its name.

    Raises
    ------
    CourseError
        For a name there is not.
    """
    known = {case.name.removeprefix("right-"): case for case in every} | {case.name: case for case in every}
    names = [name.removesuffix(".py") for name in names]
    if missing := [name for name in names if name not in known]:
        near = difflib.get_close_matches(missing[0], known, n=1)
        raise CourseError(f"there is no answer {missing[0]!r}{f'; is it {near[0]!r}?' if near else '.'} There are "
                          f"{', '.join(case.name for case in every)}.")
    return list({id(known[name]): known[name] for name in names}.values())


def again(slug: str, draws: int, only: Collection[str] = (), progress: bool = False) -> Iterator[Wavering]:
    """The answers of both banks, and the reference, that do not end as they must in each of so many other draws; or ``only`` some of them.

    Each notebook is run once, in this process; then the checks of the tasks that it answers are asked ``draws`` times. They are as
    the grader asks them, but for the sandbox: what is in the banks is the course's own.

    Raises
    ------
    CourseError
        For an answer there is not, and when a check falls over.
    """
    assignment = assignments.load(slug)
    every = cases(assignment)
    todo = [case for case in (chosen(every, only) if only else every) if case.name != "blank"]
    bar = tqdm(total=len(todo) * draws, desc=slug, leave=False, unit="draw", disable=None if progress else True)
    with bar, unrecorded():
        for case in todo:
            found = _wavering(assignment, case, draws, bar)
            if found:
                yield found


def _wavering(assignment: assignments.Assignment, case: Case, draws: int, bar: tqdm) -> Wavering:
    names = namespace_of(case.notebook, assignment.folder)
    found = Wavering(case.name, draws, {}, {}, {})
    for number in range(1, draws + 1):
        messages = []
        for task in sorted({*case.answers, *case.fails}):
            outcome = _drawn(assignment, task, names, seed_for(drawn_from(assignment, case, number=number), assignment.slug, task))
            if task in case.fails:
                messages.append(outcome.message)
            if outcome.passed == (task in case.fails):
                ways = found.passed if outcome.passed else found.failed
                ways[task] = ways.get(task, 0) + 1
        said = " / ".join(filter(None, messages))
        if case.message not in "\n".join(messages) and said:
            found.unsaid[said] = found.unsaid.get(said, 0) + 1
        bar.update()
    return found


def _drawn(assignment: assignments.Assignment, task: str, names: dict[str, Any], seed: int) -> Outcome:
    try:
        return run(assignment.task(task).check, Recorder(names), seed)
    except OutOfTime:
        return Outcome(False, TIMEOUT, kind="time")
    except Exception as error:
        _no_fault(assignment, [f"{task}: {type(error).__name__}: {error}"])
        raise


def drawn_from(assignment: assignments.Assignment, *of: Case, number: int = 0) -> str:
    """What the checks' inputs are drawn from, for these answers: the same text for the same source and answers, on every machine.

    ``number`` gives further ones.
    """
    text = assignment.source.path.read_text(encoding="utf-8")
    answers = [(case.name, sorted(case.answers.items())) for case in of]
    return hashlib.sha256(repr((text, answers, number)).encode()).hexdigest()[:32]


def _in_other_forms(assignment: assignments.Assignment, names: dict[str, Any]) -> list[Row]:
    """A row for each form in which the reference's answers are as right as they stand."""
    rows = []
    for form in forms.FORMS:
        found = list(forms.refused(assignment, names, _locked(assignment), form))
        lost = {task.name: task.points for task, _ in found}
        score = sum(task.points for task in assignment.code_tasks) - sum(lost.values())
        rows.append(Row(form, frozenset(), frozenset(lost), score, True, tuple(f"{task.name}: {why}" for task, why in found)))
    return rows


def _locked(assignment: assignments.Assignment) -> dict[str, str]:
    return {cell.task: cell.text for cell in assignment.source.cells if cell.role == "check"}


def _some(every: list[Case], sample: int | None) -> list[Case]:
    return every if sample is None else every[:: max(1, len(every) // sample)][:sample]


def _examined(assignment: assignments.Assignment, groups: list[tuple[Case, ...]], by: Examiner, progress: bool) -> dict[str, _Graded]:
    """By the examiner alone: nothing is read from a folder, and no gradebook is written.

    The answers of a group share a notebook; where it gives anything else than each of them must get, they are run again alone, with
    the same draws.
    """
    from course.grading import pool
    from course.grading.edition import Editions
    from course.grading.records import Job, Submitted
    from course.grading.sandbox.limits import Limits

    edition = Editions(assignment.slug, assignment.folder.parent).of("")
    graded: dict[str, _Graded] = {}

    def run_all(jobs: dict[str, tuple[tuple[Case, ...], str]], bar: tqdm) -> list[str]:
        """Grade these; returns those that have to be taken apart."""
        apart, books = [], _books(assignment, [members for members, _ in jobs.values()])
        todo = ((name, Job(edition, secret, Limits.of(), Submitted(books[name]))) for name, (_, secret) in jobs.items())
        with contextlib.closing(pool.run(todo, examiner=by)) as results:
            for name, result in results:
                members = jobs[name][0]
                faults = [f"{task}: {one.fault}" for task, one in result.tasks.items() if one.fault]
                if len(members) == 1:
                    _no_fault(assignment, faults)
                    if not result.notebook:
                        raise CourseError(f"{assignment.source.path}: {result.reason}")
                found = None if len(members) > 1 and (faults or result.reason) else _attributed(assignment, members, result.scores, result.notebook)
                if found is None:
                    apart.append(name)
                    bar.total += len(members)
                graded.update(found or {})
                bar.update()
        return apart

    # Wrong answers all get the same draws: which others share their notebook makes no difference to them.
    named = {members[0].name: (members, drawn_from(assignment, *(case for case in members if not case.fails))) for members in groups}
    bar = tqdm(total=len(named), desc=assignment.slug, leave=False, unit="notebook", disable=None if progress else True)
    with unrecorded(), bar:
        apart = run_all(named, bar)
        run_all({case.name: ((case,), named[name][1]) for name in apart for case in named[name][0]}, bar)
    return graded


def _in_a_course(root: Path, assignment: assignments.Assignment, todo: list[Case], by: Examiner | None) -> dict[str, _Graded]:
    """As a class: handed in, graded by ``course grade`` or, without ``by``, by nbgrader, read back from the gradebook."""
    from nbgrader.api import Gradebook

    slug = assignment.slug
    root.mkdir(parents=True, exist_ok=True)
    for case in todo:
        write_whole(root / "submitted" / case.name / slug / f"{slug}.ipynb", notebooks.to_bytes(case.notebook))
    if by is None:
        make_nbgrader_course(root, assignment)
        nbgrader(root, ["autograde", slug])
    else:
        _course_grade(root, assignment, by)
    graded = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for case in todo:
            found = gradebook.find_submission_notebook(slug, slug, case.name)
            book = (root / "autograded" / case.name / slug / f"{slug}.ipynb").read_text(encoding="utf-8")
            graded[case.name] = _Graded({grade.name: grade.score for grade in found.grades}, _shown(book))
    return graded


def _books(assignment: assignments.Assignment, groups: list[tuple[Case, ...]]) -> dict[str, bytes]:
    """The notebook of each group, by the name of its first member."""
    release, found = notebooks.release_notebook(assignment), {}
    for members in groups:
        answers = {task: code for case in members for task, code in case.answers.items()}
        book = answered(release, assignment.answers | answers) if len(members) > 1 else members[0].notebook
        found[members[0].name] = notebooks.to_bytes(book)
    return found


def _attributed(
    assignment: assignments.Assignment, members: tuple[Case, ...], scores: dict[str, float], notebook: str
) -> dict[str, _Graded] | None:
    """What each of these answers got in the notebook that they shared; None where that cannot be told."""
    if len(members) == 1:
        return {members[0].name: _Graded(scores, _shown(notebook))}
    must = frozenset[str]().union(*(case.fails for case in members))
    if _failed(assignment, scores) != must:
        return None
    graded = {}
    for case in members:
        (own,) = case.fails
        shown = _shown(notebook, assignment.task(own).grade_id)
        if case.message not in shown:
            return None
        # The points that the other answers lose are counted in their own rows.
        others = {task.grade_id: task.points for task in assignment.code_tasks if task.name in must - case.fails}
        graded[case.name] = _Graded(scores | others, shown)
    return graded


def _shown(notebook: str, grade_id: str = "") -> str:
    """What the cells of a graded notebook show, or that one cell: an output a line."""
    cells = nbformat.reads(notebook, as_version=4).cells
    cells = [cell for cell in cells if grade_id in ("", cell.metadata.get("nbgrader", {}).get("grade_id"))]
    return "\n".join(str(output) for cell in cells for output in cell.get("outputs", []))


def _course_grade(root: Path, assignment: assignments.Assignment, by: Examiner) -> None:
    from course.grading.classroom import Classroom
    from course.grading.gradebook import reader
    from course.grading.gradebook.tables import opened
    from course.grading.run import grade

    room = Classroom(root)
    room.prepare(assignment)
    with opened(room) as book:
        reader.secret_of(book, assignment.slug, drawn_from(assignment))
    with unrecorded():
        report = grade(room, assignment.slug, trust=by.trust, examiner=by, progress=False)
    _no_fault(assignment, sorted(report.faults))


def _no_fault(assignment: assignments.Assignment, faults: list[str]) -> None:
    if faults:
        raise CourseError(
            f"{assignment.source.path}: a check fell over, which is the check's fault: {faults[0]}. Mend the "
            "hidden cell of that task. Each stands alone: imports go into it, or into a hidden cell without a task."
        )


def seen(assignment: assignments.Assignment, case: Case, reference: dict[str, Any], known: dict | None = None) -> tuple[str, ...]:
    """Where the notebook's locked cells and its ``check`` do not say what they must, with ``case`` in the notebook.

    ``known``: see :func:`course.study.asked.resembles`.
    """
    if case.name == "blank":
        names = namespace_of(case.notebook, assignment.folder)
        blank = {task.name: ask(assignment, task.name, names) for task in assignment.code_tasks}
        return tuple(f"check({task!r}): not \"not begun\" but: {one.message}" for task, one in blank.items() if one.begun)
    names, told = dict(reference), []
    for code in case.answers.values():
        with contextlib.suppress(Exception):  # a cell that fails does not stop a notebook
            exec(compile(code, f"<{case.name}>", "exec"), names)
    locked, messages = _locked(assignment), []
    for task in sorted({*case.answers, *case.fails}):
        outcome = ask(assignment, task, names)
        messages.append(outcome.message)
        if outcome.passed == (task in case.fails):
            told.append(f"check({task!r}): {'passed' if outcome.passed else f'{outcome.message} ({outcome.detail})'}")
        if task not in case.fails:
            try:
                exec(compile(locked[task], f"<locked cell of {task}>", "exec"), dict(names))
            except Exception as error:
                told.append(f"locked cell of {task!r}: {type(error).__name__}: {error}")
        elif task in case.answers and not outcome.passed:
            alike = resembles(assignment, task, names, known if len(case.answers) == 1 else None)
            if alike is None or alike.hint != case.hint:
                told.append(f"check({task!r}, hint=True): {'no hint' if alike is None else f'the hint of {alike.name}'}")
    if case.message not in "\n".join(messages):
        told.append(f"check says otherwise: {' / '.join(messages)}")
    return tuple(told)


def _row(assignment: assignments.Assignment, case: Case, graded: _Graded, differs: tuple[str, ...]) -> Row:
    score = sum(graded.scores[task.grade_id] for task in assignment.code_tasks)
    return Row(case.name, case.fails, _failed(assignment, graded.scores), score, case.message in graded.shown, differs)


def _failed(assignment: assignments.Assignment, scores: dict[str, float]) -> frozenset[str]:
    return frozenset(task.name for task in assignment.code_tasks if scores[task.grade_id] < task.points)
