"""What every lesson has: the contract that a new one is held to. docs/authoring.md says it for people."""

from __future__ import annotations

import contextlib
import io
import os
import re

from course.content import arc, doing, notebooks, plans, source
from course.content.execute import unrecorded
from course.content.executed import LessonFailed, executed
from course.errors import CourseError
from course.policy.prose import check_file, check_prose
from course.study import do
from course.study.quiz import quiz

HEADER = ("title", "about", "minutes", "lead", "before", "objectives")
PARTS = ("## Take away", "**Words:**", "Check yourself")
LINES, QUESTIONS = 12, 3
SLIDES, ASKED = range(5, 9), 75
"""How many slides a lesson has, and how many characters the question on one has at most."""


def faults(name: str) -> list[str]:
    """What the lesson called ``name`` still lacks, a sentence each; an empty list when it lacks nothing.

    Raises
    ------
    CourseError
        When there is no such lesson, or its source cannot be read.
    """
    place = arc.place(name)
    lesson = source.read(place.path)
    text = "\n".join(cell.text for cell in lesson.cells)
    found = [f"the header has no `{key}:`" for key in HEADER if not lesson.header.get(key)]
    found += [f"no cell has `{part}`" for part in (*PARTS, f'quiz("{name}")') if part not in text]
    written = doing.read_all(lesson)
    for cell in lesson.cells:
        if cell.role in ("hidden", "wrong"):
            continue
        at = f"{place.path.name}:{cell.line}"
        if cell.kind == "code":
            shown = written[cell.task].blank if cell.role == "do" else cell.text
            lines = [line for line in shown.split("\n") if line.strip() and not line.strip().startswith("#")]
            if len(lines) > LINES:
                found.append(f"{at}: {len(lines)} lines of code; a student reads at most {LINES} at a time")
            continue
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", cell.text):
            if "://" not in target and not (place.path.parent / target).exists():
                found.append(f"{at}: the link to {target} leads nowhere")
    try:
        questions = len(quiz(name).questions)
    except CourseError as error:
        return [*found, str(error)]
    return found if questions >= QUESTIONS else [*found, f"its quiz has {questions} questions; {QUESTIONS} are the least"]


def faults_of_a_plan(name: str) -> list[str]:
    """What is off in how the lesson called ``name`` is taught (:mod:`course.content.plans`), a sentence each."""
    try:
        plan = plans.plan(name)
    except CourseError as error:
        return [str(error)]
    lesson, found = source.read(arc.place(name).path), []
    minutes = lesson.header["minutes"]
    if not 0.8 * minutes <= plan.minutes <= minutes:
        found.append(f"the steps of its plan take {plan.minutes} minutes; it has {minutes}, and a class may leave out a fifth")
    if (shown := sum(slide.minutes for slide in plan.slides)) > plan.minutes:
        found.append(f"its slides take {shown} minutes, and the steps of its plan {plan.minutes}")
    if len(plan.slides) not in SLIDES:
        found.append(f"it has {len(plan.slides)} slides, not {SLIDES[0]} to {SLIDES[-1]}")
    notebook = notebooks.lesson_notebook(lesson)
    for slide in plan.slides:
        at = f"slide {slide.id!r}"
        if (holding := len(slide.cells(notebook))) != 1:
            found.append(f"{at}: {holding or 'no'} cells of the lesson hold {slide.picture!r}; let `picture:` be words of one cell only")
        if len(slide.ask) > ASKED or not ("?" in slide.ask or slide.ask.endswith(".")):
            found.append(f"{at}: `ask:` has {len(slide.ask)} characters; let it be one question or sentence, of at most {ASKED}: {slide.ask!r}")
        for part, words, least in (("silent", slide.silent, 4), ("expect", slide.expect, 3)):
            if len(words.split()) < least:
                found.append(f"{at}: `{part}:` has fewer than {least} words")
    said = [plan.aim, plan.expect, plan.silent, plan.skip, *(step.do for step in plan.steps), *plan.viva]
    said += [text for slide in plan.slides for text in (slide.ask, slide.expect, slide.silent, slide.note)]
    return found + unsourced(said, f"{name}.yml")


def unsourced(said: list[str], where: str) -> list[str]:
    """What is said in class without a source that it needs.

    Bare numbers are of the lesson's own scale and exercises; names, years and money need their row.
    """
    return [one for text in said for one in map(str, check_prose(text, where)) if "a number (" not in one]


def faults_of_a_run(name: str) -> list[str]:
    """What is off in the lesson called ``name`` when it is read for its sources, built and run, a sentence each.

    It is run as a student gets it, without a network where that is possible, and once more for its ``do`` cells (:func:`unlike`).
    """
    path = arc.place(name).path
    found = [str(one) for one in check_file(path)]
    built = path.with_suffix(".ipynb")
    if not built.exists() or built.read_bytes() != notebooks.to_bytes(notebooks.lesson_notebook(source.read(path))):
        return [*found, f"notebooks/{built.name} is not what the source gives: `course build` writes it"]
    try:
        executed(built)
    except LessonFailed as error:
        return [*found, str(error)]
    return found + unlike(name)


def unlike(name: str) -> list[str]:
    """Where a ``do`` cell does not say what it must: an empty cell waits, a wrong answer is told what is off, the reference is good."""
    lesson, namespace, found = source.read(arc.place(name).path), {"__name__": "__main__"}, []
    tasks = doing.read_all(lesson)

    def said(task, code):
        trial = dict(namespace)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code.replace(f'do("{task.name}")', ""), lesson.path.name, "exec"), trial)
        return out.getvalue() or do.said(name, task.name, trial)

    os.environ["MPLBACKEND"] = "Agg"
    with unrecorded(), contextlib.chdir(lesson.path.parent), contextlib.redirect_stderr(io.StringIO()):
        for cell in lesson.cells[: 1 + max((number for number, cell in enumerate(lesson.cells) if cell.role == "do"), default=-1)]:
            if cell.role == "do":
                task = tasks[cell.task]
                heard = {"empty": (said(task, task.blank), do.TO_DO), "reference": (said(task, task.answer), do.GOOD)}
                found += [f"{task.name}, {kind}: {got}" for kind, (got, due) in heard.items() if got != due]
                for code, says in task.wrong:
                    got = said(task, task.blank.replace(f'do("{task.name}")', "") + "\n" + code)
                    if not (got.startswith(do.NOT_YET) and says in got):
                        found.append(f"{task.name}, {code!r}: {got}")
            if cell.role == "do" or (cell.kind == "code" and cell.role == ""):
                text = tasks[cell.task].blank if cell.role == "do" else "\n" * cell.line + source.without_magics(cell.text)
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile(text, lesson.path.name, "exec"), namespace)
    return found
