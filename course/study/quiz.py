"""Small self-marking quizzes: plain HTML and CSS, no script, no network, usable by keyboard and screen reader.

A quiz is ``notebooks/quizzes/NAME.yml``: a list of questions, each with ``ask`` and ``options``; an option has
``text``, ``why`` (shown when it is chosen), and ``right: true`` for the one that holds.
"""

from __future__ import annotations

import html
import zlib
from dataclasses import dataclass
from pathlib import Path

from course import paths
from course.errors import CourseError
from course.yamltext import from_yaml

_STYLE = """
.quiz fieldset{border:1px solid #767676;border-radius:6px;margin:0 0 1em;padding:.6em 1em}
.quiz legend{font-weight:600;padding:0 .3em}
.quiz .option{margin:.35em 0}
.quiz input{width:1.1em;height:1.1em;vertical-align:-.15em}
.quiz input:focus-visible{outline:3px solid #0072B2;outline-offset:2px}
.quiz .why{display:none;margin:.2em 0 .4em 1.7em;padding-left:.6em;border-left:4px solid #D55E00}
.quiz .why.right{border-color:#009E73}
.quiz input:checked~.why{display:block}
"""


@dataclass(frozen=True)
class Quiz:
    """A quiz that Jupyter shows as a form."""

    name: str
    questions: tuple[dict, ...]

    def _repr_html_(self) -> str:
        parts = [f'<style>{_STYLE}</style><form class="quiz" onsubmit="return false">']
        for q, question in enumerate(self.questions):
            parts.append(f"<fieldset><legend>{q + 1}. {html.escape(question['ask'])}</legend>")
            options = question["options"]
            # The order on the page is fixed by the text, so that the right one is not always first in the file's order.
            for o, option in enumerate(sorted(options, key=lambda one: zlib.crc32(one["text"].encode()))):
                key = f"quiz-{self.name}-{q}-{o}"
                word, kind = ("Yes.", " right") if option.get("right") else ("Not this.", "")
                parts.append(
                    f'<div class="option"><input type="radio" id="{key}" name="quiz-{self.name}-{q}" '
                    f'data-lm-suppress-shortcuts="true" aria-describedby="{key}-why"> '
                    f'<label for="{key}">{html.escape(option["text"])}</label>'
                    f'<div class="why{kind}" id="{key}-why"><strong>{word}</strong> {html.escape(option["why"])}</div>'
                    "</div>"
                )
            parts.append("</fieldset>")
        return "".join([*parts, "</form>"])

    def __repr__(self) -> str:
        return f"Quiz {self.name}: {len(self.questions)} questions"


def quiz(name: str, folder: Path | None = None) -> Quiz:
    """The quiz called ``name``.

    Raises
    ------
    CourseError
        When there is no such quiz, or a question has not exactly one right option, or an option does not say why.
    """
    path = (folder or paths.NOTEBOOKS / "quizzes") / f"{name}.yml"
    if not path.exists():
        raise CourseError(f"there is no quiz {name!r}; they are in {path.parent.name}/.")
    questions = from_yaml(path.read_text(encoding="utf-8"))
    for number, question in enumerate(questions, 1):
        options = question.get("options", [])
        if sum(bool(option.get("right")) for option in options) != 1:
            raise CourseError(f"{path.name}, question {number}: exactly one option must have `right: true`.")
        if not all(option.get("why") and option.get("text") for option in options):
            raise CourseError(f"{path.name}, question {number}: every option needs `text` and `why`.")
    return Quiz(name, tuple(questions))
