"""Clean HTML and render Markdown in a process of its own, which may be killed.

The parsers are written in C and Rust: they cannot be interrupted, and there is input on which any of them takes minutes
and gigabytes. So what a student wrote is parsed in a child with limits of its own; what the child does not manage is shown
as plain text. :class:`Cleaner` is the outer end; the same file is what the child runs.
"""

from __future__ import annotations

import contextlib
import html
import math
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache

from course import children
from course.grading.sandbox import frames
from course.grading.sandbox.limits import MIB

LIMIT = 500_000  # characters that are parsed at all
TAGS = 20_000  # in one piece
OPEN = 64  # formatting tags that stand open at the same time: each new block re-opens them all
FORMULA = 300  # characters of a formula that is drawn
SECONDS = 5  # of processor time for one piece
NOTEBOOK_SECONDS = 8  # of processor time for all pieces of one notebook: an honest one takes a tenth of a second
PATIENCE = 60  # seconds by the clock
MEMORY = 700 * MIB  # address space of the child
MESSAGE = 16 * MIB
_FORMATTING = re.compile(r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)


class Cleaner:
    """``html`` and ``markdown`` give HTML that shows the same words and tables, and does nothing. Never raises."""

    def __init__(self):
        self._process: subprocess.Popen | None = None
        self._lock = threading.Lock()
        self._left = math.inf

    @contextlib.contextmanager
    def one_notebook(self) -> Iterator[None]:
        """What is asked for inside belongs to one notebook: when its time is used up, the rest of it is shown as typed."""
        self._left = NOTEBOOK_SECONDS
        try:
            yield
        finally:
            self._left = math.inf

    def html(self, text: str) -> str:
        """Harmless HTML from HTML."""
        return self._ask("html", text)

    def markdown(self, text: str) -> str:
        """Harmless HTML from Markdown."""
        return self._ask("markdown", text)

    def formula(self, tex: str) -> str:
        """A formula as a picture, or as code where it cannot be drawn."""
        return self._ask("formula", tex) if tex.strip() and len(tex) <= FORMULA else f"<code>{html.escape(tex)}</code>"

    def svg(self, drawing: str) -> str | None:
        """A drawing that a browser draws in a moment, with nothing in it but shapes and text; None if it is none."""
        return self._told("svg", drawing) or None

    def _ask(self, kind: str, text: str) -> str:
        if not text.strip():
            return ""
        told = None if too_much(text) else self._told(kind, text)
        return as_typed(text) if told is None else told

    def _told(self, kind: str, text: str) -> str | None:
        if self._left <= 0:
            return None
        with self._lock:
            for _ in range(2):  # a child that was there before may have been killed by others
                fresh = self._process is None
                try:
                    if fresh:
                        self._start()
                    frames.send(self._socket, {kind: text})
                    told = frames.receive(self._socket, MESSAGE, time.monotonic() + PATIENCE)
                    self._left -= told["seconds"]
                    return told["clean"]
                except (frames.Closed, frames.TooLate, frames.Malformed, OSError):
                    self._left -= SECONDS
                    self.close()
                    if fresh:
                        break
        return None

    def _start(self) -> None:
        self._socket, inner = socket.socketpair()
        self._socket.settimeout(PATIENCE)
        self._process = subprocess.Popen(
            children.python("-m", "course.grading.clean", str(inner.fileno())),
            pass_fds=[inner.fileno()],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=children.environment(),
        )
        inner.close()

    def close(self) -> None:
        """End the child, if there is one."""
        if self._process is not None:
            self._socket.close()
            self._process.kill()
            self._process.wait()
            self._process = None


def too_much(text: str) -> bool:
    """Is this more than anybody would read, or built so that parsing it costs far more than it is long?"""
    if len(text) > LIMIT or text.count("<") > TAGS:
        return True
    standing = most = 0
    for closes, _ in _FORMATTING.findall(text):
        standing = max(0, standing - 1) if closes else standing + 1
        most = max(most, standing)
    return most > OPEN


def as_typed(text: str) -> str:
    """The text itself, as HTML."""
    shown = text if len(text) <= LIMIT else text[:LIMIT] + "\n[The rest was left out.]"
    return f"<pre>{html.escape(shown)}</pre>"


def _markdown(text: str) -> str:
    from course.grading.harmless import clean

    try:
        rendered = _renderer()(text)
    except Exception:  # a renderer's fault: show the text as it was typed
        return as_typed(text)
    return as_typed(text) if too_much(rendered) else clean(rendered)


def _formula(tex: str) -> str:
    from course.figures.formulas import picture

    try:
        return picture(tex, False)
    except Exception:
        return f"<code>{html.escape(tex)}</code>"


@cache
def _renderer():
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough"])


def main() -> None:
    import resource

    from course.grading.drawings import drawing
    from course.grading.harmless import clean

    sock = socket.socket(fileno=int(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    jobs = {"html": clean, "markdown": _markdown, "formula": _formula, "svg": drawing}
    told = time.process_time()  # from piece to piece: a kernel may count in steps larger than a piece takes
    with contextlib.suppress(frames.Closed):
        while True:
            ((kind, text),) = frames.receive(sock, MESSAGE).items()
            limit = int(time.process_time()) + SECONDS
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            cleaned = jobs[kind](text)
            if kind != "svg" and (len(cleaned) > 4 * len(text) + (200_000 if kind == "formula" else 10_000) or cleaned.count("<") > TAGS):
                cleaned = as_typed(text)
            before, told = told, time.process_time()
            frames.send(sock, {"clean": cleaned, "seconds": told - before})


if __name__ == "__main__":
    main()
