"""The student's process: run a notebook's cells, then answer questions about what they defined.

Everything here is within reach of the student's code and may be changed by it. Nothing here is trusted: the outer end
checks every message, keeps its own clock, and knows the right answers, which are never sent in.

Questions about one task are answered in a fork, so that a function that crashes, hangs or spoils its surroundings costs
its own task only.
"""

from __future__ import annotations

import base64
import io
import os
import select
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets.config import Config

from course.checks import ask
from course.grading import frames
from course.grading.isolation import MIB

STREAM_LIMIT = 100_000  # characters a cell may print
DISPLAY_LIMIT = 2 * MIB  # bytes of one figure or table
CELL_LIMIT = 4 * MIB
HOME = "/tmp/work"


class Outputs:
    """What one cell has shown, as nbformat outputs, up to a limit."""

    def __init__(self, count: int = 0):
        self.count = count
        self.items: list[dict] = []
        self.displays: dict[str, dict] = {}
        self.printed = 0
        self.size = 0

    def stream(self, name: str, text: str) -> None:
        room = STREAM_LIMIT - self.printed
        if room <= 0:
            return
        if len(text) > room:
            text = text[:room] + "\n[The rest of the output was left out.]\n"
        self.printed += len(text)
        if self.items and self.items[-1].get("name") == name:
            self.items[-1]["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def show(self, kind: str, data: dict, **more: Any) -> dict:
        data = {str(k): _text(v) for k, v in data.items()}
        size = sum(len(str(v)) for v in data.values())
        if size > DISPLAY_LIMIT or self.size + size > CELL_LIMIT:
            data, size = {"text/plain": "[An output too large to keep.]"}, 0
        self.size += size
        item = {"output_type": kind, "data": data, "metadata": {}, **more}
        self.items.append(item)
        return item


def _text(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class _Stream(io.TextIOBase):
    def __init__(self, shell: Shell, name: str):
        self.shell, self.name_ = shell, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() takes text, not {type(text).__name__}")
        self.shell.outputs.stream(self.name_, text)
        return len(text)

    def isatty(self) -> bool:
        return False


class _Publisher(DisplayPublisher):
    shell = AnyTrait()

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_):
        outputs = self.shell.outputs
        key = (transient or {}).get("display_id")
        if update and key in outputs.displays:
            outputs.displays[key]["data"] = {str(k): _text(v) for k, v in data.items()}
            return
        item = outputs.show("display_data", data)
        if key:
            outputs.displays[key] = item

    def clear_output(self, wait=False):
        self.shell.outputs.items.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        outputs = self.shell.outputs
        outputs.show("execute_result", format_dict, execution_count=outputs.count)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """IPython without a terminal or a network: magics, displays and tracebacks as in a notebook."""

    def __init__(self, **kwargs):
        self.outputs = Outputs()
        # No history: it would need a database and a thread. Plain tracebacks: the rich ones take seconds for a deep
        # recursion.
        config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"xmode": "Plain"}})
        super().__init__(display_pub_class=_Publisher, displayhook_class=_Hook, config=config, **kwargs)

    def init_io(self):
        pass

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.items.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": _safe_str(evalue)[:2000],
                "traceback": [str(line)[:5000] for line in stb][:60],
            }
        )

    def system(self, command):
        """``!command``, without a terminal."""
        done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        self.outputs.stream("stdout", (done.stdout + done.stderr)[:STREAM_LIMIT].decode(errors="replace"))
        self.user_ns["_exit_code"] = done.returncode

    def enable_gui(self, gui=None):
        pass


def _safe_str(value: Any) -> str:
    try:
        return str(value)
    except BaseException:
        return "?"


class CellTimeout(KeyboardInterrupt):
    """A cell ran for too long. Derived from KeyboardInterrupt, so that ``except Exception`` does not catch it."""


def serve(shell: Shell, sock: socket.socket, job: dict) -> None:
    """Run the cells in ``job``, then answer questions until the outer end closes."""
    limit = job["limits"]["message"] * MIB
    _unpack(job["files"])
    os.chdir(HOME)
    sys.path.insert(0, HOME)
    shell.user_ns["__name__"] = "__main__"
    frames.send(sock, {"ready": True})
    sys.stdout, sys.stderr = _Stream(shell, "stdout"), _Stream(shell, "stderr")
    this = os.getpid()
    for index, source in enumerate(job["cells"]):
        shown = _run_cell(shell, index, source, job["limits"]["cell"])
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
            _answer_in_fork(shell, sock, limit, job["limits"]["question"])


def _unpack(files: dict[str, str]) -> None:
    os.makedirs(HOME, exist_ok=True)
    for name, content in files.items():
        path = os.path.join(HOME, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(base64.b64decode(content))


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
        shell._showtraceback(type(error), error, [f"{type(error).__name__}: {_safe_str(error)}"])
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
            frames.send(sock, ask.answer(namespace, request), limit)
        except frames.Malformed:
            frames.send(sock, {"error": "ValueError", "text": "The answer is too large."})
