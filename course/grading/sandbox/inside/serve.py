"""The student's process: run a notebook's cells, then answer questions about what they defined.

Everything here is within reach of the student's code and may be changed by it. Nothing here is trusted: the outer end
checks every message, keeps its own clock, and knows the right answers, which are never sent in.

Questions about one task are answered in a fork, so that a function that crashes, hangs or spoils its surroundings costs
its own task only.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import time

from course.checks import ask
from course.grading.sandbox import frames
from course.grading.sandbox.inside.shell import Outputs, Shell, Stream, safe_str
from course.grading.sandbox.limits import MIB

HOME = "/tmp/work"


class CellTimeout(KeyboardInterrupt):
    """A cell ran for too long. Derived from KeyboardInterrupt, so that ``except Exception`` does not catch it."""


def serve(shell: Shell, sock: socket.socket, told: dict, contents: list[bytes]) -> None:
    """Run the cells that the outer end has told, beside the files with these ``contents``; then answer its questions.

    ``told`` holds ``cells`` (their code), ``files`` (names) and ``limits``.
    """
    limit = told["limits"]["message"] * MIB
    frames.send(sock, {"ready": True})
    try:
        _unpack(told["files"], contents)
    except OSError:
        frames.send(sock, {"files": False})
        return
    frames.send(sock, {"files": True})
    os.chdir(HOME)
    sys.path.insert(0, HOME)
    shell.user_ns["__name__"] = "__main__"
    sys.stdout, sys.stderr = Stream(shell, "stdout"), Stream(shell, "stderr")
    this = os.getpid()
    for index, source in enumerate(told["cells"]):
        shown = _run_cell(shell, index, source, told["limits"]["cell"])
        if os.getpid() != this:
            os._exit(0)  # a fork that the student's code made and left behind
        frames.send(sock, shown)
    frames.send(sock, {"done": True})
    while True:
        try:
            request = frames.receive(sock, limit)
        except frames.Closed:
            return
        if request["op"] == "begin":
            _answer_in_fork(shell, sock, limit, told["limits"]["question"])


def _unpack(names: list[str], contents: list[bytes]) -> None:
    os.makedirs(HOME, exist_ok=True)
    for name, content in zip(names, contents, strict=True):
        path = os.path.join(HOME, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content)


def _run_cell(shell: Shell, index: int, source: str, seconds: float) -> dict:
    shell.outputs = Outputs(index + 1)

    def stop(*_):
        raise CellTimeout(f"This cell ran for more than {seconds:g} seconds and was stopped.")

    signal.signal(signal.SIGALRM, stop)
    try:
        # Again and again: what catches the first alarm, as the formatting of a traceback may, gets another.
        signal.setitimer(signal.ITIMER_REAL, seconds, 2)
        shell.run_cell(source, store_history=True, cell_id=f"cell-{index}")
        signal.setitimer(signal.ITIMER_REAL, 0)
    except BaseException as error:  # IPython itself was broken, or an alarm came late
        signal.setitimer(signal.ITIMER_REAL, 0)
        shell._showtraceback(type(error), error, [f"{type(error).__name__}: {safe_str(error)}"])
    return {"outputs": shell.outputs.items}


def _answer_in_fork(shell: Shell, sock: socket.socket, limit: int, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            _answer(shell, sock, limit)
        finally:
            os._exit(0)
    fd = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    why = "ended"
    if not _wait(child, fd, time.monotonic() + seconds):
        os.kill(child, signal.SIGKILL)
        why = "time"
    if fd is not None:
        os.close(fd)
    os.waitpid(child, 0)
    frames.send(sock, {"ended": why})


def _wait(child: int, fd: int | None, deadline: float) -> bool:
    if fd is not None:
        return bool(select.select([fd], [], [], max(0, deadline - time.monotonic()))[0])
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(0.01)
    return False


def _answer(shell: Shell, sock: socket.socket, limit: int) -> None:
    namespace = shell.user_ns
    while True:
        request = frames.receive(sock, limit)
        if request["op"] == "end":
            return
        try:
            frames.send(sock, _reply(namespace, request), limit)
        except frames.Malformed:
            frames.send(sock, {"error": "ValueError", "text": "The answer is too large."})


def _reply(namespace: dict, request: dict) -> dict:
    return ask.answer(namespace, request)
