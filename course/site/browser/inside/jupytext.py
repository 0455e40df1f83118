"""In the place of jupytext, which needs more than is in the browser: py:percent as the course writes it. A test holds it to the real one."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

_CELL = re.compile(r"# %%( \[markdown\])?(.*)")
_OPTION = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^\s"]+)')


def reads(text: str, fmt: str) -> SimpleNamespace:
    """``cells`` with ``cell_type``, ``source`` and ``metadata``. fmt: py:percent."""
    if fmt != "py:percent":
        raise ValueError(f"only py:percent is read here, not {fmt}")
    cells: list[tuple[str, dict, list[str]]] = []
    for line in text.split("\n"):
        if start := _CELL.fullmatch(line):
            options = {name: json.loads(value) for name, value in _OPTION.findall(start[2])}
            cells.append(("markdown" if start[1] else "code", options, []))
        elif cells:
            cells[-1][2].append(line)
        elif line.strip():
            cells.append(("code", {}, [line]))
    return SimpleNamespace(cells=[SimpleNamespace(cell_type=kind, metadata=options, source=_source(kind, lines))
                                  for kind, options, lines in cells])


def _source(kind: str, lines: list[str]) -> str:
    while lines and not lines[-1].strip():
        lines.pop()
    if kind == "markdown":
        return "\n".join(re.sub(r"^# ?", "", line) for line in lines)
    return "\n".join(re.sub(r"^(\s*)# (?=[%!]\w)", r"\1", line) for line in lines)
