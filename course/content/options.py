"""Questions with lettered options: a variant moves the letters, so that a published letter does not fit.

In text, the options of one question stand together, ``- **A** …`` and so on, from A. An answer is ``name = "B"``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from course.checks.check import seed_for

_OPTION = re.compile(r"^- \*\*([A-Z])\*\* ")
_ANSWER = re.compile(r'^(\s*\w+ = ")([A-Z])(")', re.MULTILINE)


def moved(slug: str, task: str, text: str, constants: Mapping[str, object]) -> dict[str, str]:
    """Letter -> the letter of the same option in the variant with these constants; empty for a text without options."""
    sizes = {len(options) for _, options in _blocks(text.split("\n"))}
    if len(sizes) != 1:  # no options, or questions with different numbers of them
        return {}
    size = sizes.pop()
    shift = 1 + seed_for("options", slug, task, sorted(constants.items())) % (size - 1)
    letters = [chr(ord("A") + n) for n in range(size)]
    return {letter: letters[(n + shift) % size] for n, letter in enumerate(letters)}


def in_text(text: str, letters: Mapping[str, str]) -> str:
    """The text with its options under their new letters, in the order of the letters."""
    lines = text.split("\n")
    for start, options in _blocks(lines):
        end = start + sum(map(len, options))
        placed = sorted((letters[_OPTION.match(option[0])[1]], option) for option in options)
        lines[start:end] = [
            line if n else _OPTION.sub(f"- **{letter}** ", line) for letter, option in placed for n, line in enumerate(option)
        ]
    return "\n".join(lines)


def in_answer(code: str, letters: Mapping[str, str]) -> str:
    """An answer with its letters moved."""
    return _ANSWER.sub(lambda found: found[1] + letters.get(found[2], found[2]) + found[3], code) if letters else code


def _blocks(lines: list[str]) -> list[tuple[int, list[list[str]]]]:
    """Each list of options that begins with A: its first line, and the lines of each option."""
    found, n = [], 0
    while n < len(lines):
        start, options = n, []
        while n < len(lines) and (mark := _OPTION.match(lines[n])) and mark[1] == chr(ord("A") + len(options)):
            option = [lines[n]]
            n += 1
            while n < len(lines) and lines[n].startswith("  "):
                option.append(lines[n])
                n += 1
            options.append(option)
        if len(options) > 1:
            found.append((start, options))
        n = max(n, start + 1)
    return found
