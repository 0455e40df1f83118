"""The outer end of one submission's process: run its cells, ask it, kill it. Believes nothing that comes from it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from course.checks import ask
from course.checks.ask import Reply
from course.errors import CourseError
from course.grading.sandbox import frames
from course.grading.sandbox.limits import MIB, Limits

WAITED = 0.2  # of the time in wait for a processor: from here on the clock says little about a submission
OWN = 0.8  # of the time on a processor: from here on it is the submission itself that takes it

ADVICE = (
    "Ordinary users need user namespaces: see /proc/sys/user/max_user_namespaces, and on Ubuntu "
    "`sysctl kernel.apparmor_restrict_unprivileged_userns`. In a container, bubblewrap needs the right to make "
    "namespaces (docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN). docs/grading.md says more"
)


class SandboxError(CourseError):
    """The sandbox cannot be had on this machine."""


class Ended(Exception):
    """A submission's process is over before it did what was asked. ``str(error)`` is the reason, for the student."""


class TaskEnded(Exception):
    """The fork that answers questions about one task is over. The submission itself goes on."""


@dataclass
class Meter:
    """What a submission has used so far, in seconds: of a processor, and of waiting for one that was free."""

    cpu: float = 0.0
    waited: float = 0.0


class Kernel:
    """One submission's process, as the grader holds it. ``closed`` is set when it is gone.

    ``contended`` becomes true when a limit by the clock was met while the machine was too busy to judge by the clock.
    """

    def __init__(self, sock: socket.socket, leash: socket.socket, limits: Limits):
        self.sock, self.leash, self.limits = sock, leash, limits
        self.deadline = time.monotonic() + limits.wall
        self.closed = threading.Event()
        self.meter = Meter()
        self.contended = False
        self._start = self._begun = (time.monotonic(), Meter())
        self._stopped = ""

    def start(self, cells: list[str], files: Mapping[str, bytes]) -> None:
        """Hand in the cells and the files (name -> content), and wait until the process has them.

        Raises
        ------
        SandboxError
            When it does not start.
        Ended
            When there is no room for the files.
        """
        self._cells = len(cells)
        told = {"cells": cells, "files": list(files), "limits": self.limits.as_dict()}
        self._send(told, list(files.values()))
        try:
            self._receive(4096, "its start")
        except Ended as ended:
            # No student code has run yet: this is the sandbox's fault, and must not become anybody's zero.
            raise SandboxError(f"the sandbox does not work: {ended} {ADVICE}.") from None
        if self._receive(4096, "its files").get("files") is not True:
            raise Ended("The files beside the notebook are too many or too large for the space that a submission has.")

    def cells(self) -> Iterator[list]:
        """The outputs of each cell as it ends, raw and unchecked.

        Raises
        ------
        Ended
            When the process is over before its last cell.
        """
        for index in range(self._cells):
            self._begin()
            message = self._receive(self.limits.output * MIB, f"cell {index + 1}")
            if time.monotonic() - self._begun[0] >= self.limits.cell:
                self._judge()
            outputs = message.get("outputs")
            yield outputs if isinstance(outputs, list) else []
        self._receive(self.limits.output * MIB, "its end")

    @contextlib.contextmanager
    def questions(self) -> Iterator[Kernel]:
        """Ask inside: each block is answered by a fork of the process, so that tasks do not spoil each other."""
        self._begin()
        self._send({"op": "begin"})
        try:
            yield self
        except TaskEnded:
            raise
        except Exception:
            self._finish()
            raise
        else:
            self._finish()

    def _finish(self) -> None:
        self._send({"op": "end"})
        while "ended" not in self._receive(self.limits.message * MIB, "a question"):
            pass

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        """See :class:`course.checks.check.Backend`."""
        return self._ask(ask.call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        """See :class:`course.checks.check.Backend`."""
        return self._ask(ask.value(name))

    def _ask(self, request: dict) -> Reply:
        self._send(request)
        message = self._receive(self.limits.message * MIB, f"`{request['name']}`")
        if "ended" in message:
            if message["ended"] == "time":
                self._judge()
                raise TaskEnded(f"Time ran out: your code took more than {self.limits.question:g} seconds in this task's check and was stopped.")
            raise TaskEnded("Your code ended the Python process while it was being checked.")
        if message.get("missing"):
            # Worded here: text from inside could carry a hidden input to the student.
            verb = "is not a function" if request["op"] == "call" else "does not exist"
            return Reply(error="$missing", error_text=f"`{request['name']}` {verb} at the end of your notebook.")
        return ask.read(message)

    def _send(self, message: dict, blobs: list[bytes] | None = None) -> None:
        try:
            self.sock.settimeout(max(0.01, self.deadline - time.monotonic()))
            frames.send(self.sock, message, blobs=blobs or ())
        except (frames.Closed, frames.TooLate):
            raise Ended(self._reason("a question")) from None

    def _receive(self, limit: int, doing: str) -> dict:
        try:
            message = frames.receive(self.sock, limit, self.deadline)
        except frames.TooLate:
            self._begun = self._start
            self._judge()
            raise Ended(f"It ran for more than {self.limits.wall:g} seconds in all (at {doing}).") from None
        except frames.Malformed:
            raise Ended(f"It sent what cannot be read, or too much of it (at {doing}).") from None
        except frames.Closed:
            raise Ended(self._reason(doing)) from None
        if not isinstance(message, dict):
            raise Ended(f"It sent what cannot be read (at {doing}).")
        return message

    def _reason(self, doing: str) -> str:
        if self._stopped:
            return f"{self._stopped[:-1]} (at {doing})."
        self.leash.settimeout(5)
        try:
            told = json.loads(self.leash.recv(4096) or b"{}")
        except (OSError, ValueError):
            told = {}
        if told.get("cpu", 0) >= self.limits.cpu - 1:
            return f"It used more than {self.limits.cpu} seconds of processor time (at {doing})."
        if os.WIFSIGNALED(told.get("status", 0)):
            return f"Its process was ended by {signal.Signals(os.WTERMSIG(told['status'])).name} (at {doing})."
        return f"Its process ended (at {doing})."

    def _begin(self) -> None:
        self._begun = (time.monotonic(), replace(self.meter))

    def _judge(self) -> None:
        """A limit by the clock was met: was that the submission's doing?

        It was not if its processes were ready to run and had to wait for a good part of the time, and if it was not the
        submission itself that kept a processor busy.
        """
        since, before = self._begun
        passed = time.monotonic() - since
        waited, used = self.meter.waited - before.waited, self.meter.cpu - before.cpu
        if waited > WAITED * passed and used < OWN * passed:
            self.contended = True

    def stop(self, reason: str) -> None:
        """Kill it now; ``reason`` is what :class:`Ended` will say."""
        self._stopped = self._stopped or reason
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Kill it and everything it started, and wait until that is done."""
        self.sock.close()
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)
            self.leash.settimeout(10)
            while self.leash.recv(4096):
                pass
        self.leash.close()
        self.closed.set()
