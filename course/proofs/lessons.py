"""What every lesson has: the contract that a new one is held to. docs/authoring.md says it for people."""

from __future__ import annotations

import re

from course.content import arc, doing, source
from course.errors import CourseError
from course.study.quiz import quiz

HEADER = ("title", "about", "minutes", "lead", "before", "objectives")
PARTS = ("## Take away", "**Words:**", "Check yourself")
LINES, QUESTIONS = 12, 3


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
