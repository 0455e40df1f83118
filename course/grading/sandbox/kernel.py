"""The outer end of one submission's process: run its cells, ask it, kill it. Believes nothing that comes from it."""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from course.checks import ask
from course.checks.ask import Reply
from course.errors import CourseError
from course.grading.sandbox import frames
from course.grading.sandbox.limits import MIB, Limits

WAITED = 0.05  # of the time in wait for a processor that others had: less is no reason to doubt the clock
LATE = 1.5  # times a task's limit: so much later, whoever keeps the clock inside does not keep it
AFTER = 2  # seconds for what is on its way when that time is over
CLOSING = 10  # seconds that close() waits for the end of what it killed

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
    """What a submission has used so far: seconds of a processor, and each of its threads' seconds on one and in wait for one."""

    cpu: float = 0.0
    threads: Mapping[int, tuple[float, float]] = field(default_factory=dict)

    def since(self, before: Meter) -> tuple[float, float]:
        """Seconds of a processor since then, and seconds in which a thread waited for one that others had.

        A thread's wait counts as far as it is longer than all other threads of the submission ran: who lets his own
        processes queue for one processor has waited for nobody else.
        """
        parts = []
        for thread, (ran, waited) in self.threads.items():
            ran_before, waited_before = before.threads.get(thread, (0.0, 0.0))
            parts.append((ran - ran_before, waited - waited_before))
        used = max(self.cpu - before.cpu, sum(ran for ran, _ in parts))
        return used, sum(max(0.0, waited - (used - ran)) for ran, waited in parts)


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
        self._task_over = math.inf
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
                self._judge(self.limits.cell)
            outputs = message.get("outputs")
            yield outputs if isinstance(outputs, list) else []
        self._receive(self.limits.output * MIB, "its end")

    @contextlib.contextmanager
    def questions(self) -> Iterator[Kernel]:
        """Ask inside: each block is answered by a fork of the process, so that tasks do not spoil each other."""
        self._begin()
        # The clock inside is within reach of the student's code; this one is not.
        self._task_over = self._begun[0] + LATE * self.limits.question
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
        for _ in range(2):  # an answer may be on its way, where a check was stopped in the middle of a question
            if "ended" in self._receive_in_task("a question"):
                return
        raise Ended("It sent what nobody had asked for (at a question).")

    def call(self, name: str, args: list, kwargs: dict) -> Reply:
        """See :class:`course.checks.check.Backend`."""
        return self._ask(ask.call(name, args, kwargs))

    def value(self, name: str) -> Reply:
        """See :class:`course.checks.check.Backend`."""
        return self._ask(ask.value(name))

    def _ask(self, request: dict) -> Reply:
        self._send(request)
        message = self._receive_in_task(f"`{request['name']}`")
        if "ended" in message:
            if message["ended"] == "time":
                self._judge(self.limits.question)
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

    def _receive_in_task(self, doing: str) -> dict:
        """The next message within a task's time. What comes after it is taken only where it tells that the task is over."""
        until = max(self._task_over, time.monotonic() + AFTER)
        message = self._receive(self.limits.message * MIB, doing, until)
        if time.monotonic() > self._task_over and "ended" not in message:
            self._too_late_in_task(doing)
        return message

    def _too_late_in_task(self, doing: str) -> NoReturn:
        # The clock inside did not stop it: it was deafened, or got no turn. Graded again alone, only the deaf are late again.
        used, _ = self.meter.since(self._begun[1])
        self.contended = self.contended or used < self.limits.question
        raise Ended(f"A task's check took more than {self.limits.question:g} seconds and could not be stopped (at {doing}).")

    def _receive(self, limit: int, doing: str, until: float = math.inf) -> dict:
        try:
            message = frames.receive(self.sock, limit, min(self.deadline, until))
        except frames.TooLate:
            if time.monotonic() < self.deadline:
                self._too_late_in_task(doing)
            self._begun = self._start
            self._judge(self.limits.wall)
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
        self._begun = (time.monotonic(), self.meter)

    def _judge(self, limit: float) -> None:
        """A limit by the clock was met, of so many seconds: was that the submission's doing?

        It was not if it had to wait for a processor, and without that wait would have been within the limit.
        """
        since, before = self._begun
        passed = time.monotonic() - since
        _, waited = self.meter.since(before)
        if waited > WAITED * passed and passed - waited < limit:
            self.contended = True

    def stop(self, reason: str) -> None:
        """Kill it now; ``reason`` is what :class:`Ended` will say."""
        self._stopped = self._stopped or reason
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Kill it and everything it started, and wait until that is done, but not for long: the sandbox waits again before its next."""
        self.sock.close()
        with contextlib.suppress(OSError):
            self.leash.shutdown(socket.SHUT_WR)
            self.leash.settimeout(CLOSING)
            while self.leash.recv(4096):
                pass
        self.leash.close()
        self.closed.set()
