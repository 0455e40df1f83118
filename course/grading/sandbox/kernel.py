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
from typing import Any

from course.checks.check import Reply
from course.checks.wire import Opaque, decode, encode
from course.errors import CourseError
from course.grading.sandbox import frames
from course.grading.sandbox.limits import MIB, Limits

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


class Kernel:
    """One submission's process, as the grader holds it. ``closed`` is set when it is gone."""

    def __init__(self, sock: socket.socket, leash: socket.socket, limits: Limits):
        self.sock, self.leash, self.limits = sock, leash, limits
        self.deadline = time.monotonic() + limits.wall
        self.closed = threading.Event()
        self._stopped = ""

    def start(self, cells: list[str], files: Mapping[str, bytes]) -> None:
        """Hand in the cells and the files (name -> content), and wait until the process has them.

        Raises
        ------
        SandboxError
            When it does not start.
        """
        self._cells = len(cells)
        told = {"cells": cells, "files": list(files), "limits": self.limits.as_dict()}
        self._send(told, list(files.values()))
        try:
            self._receive(4096, "its start")
        except Ended as ended:
            # No student code has run yet: this is the sandbox's fault, and must not become anybody's zero.
            raise SandboxError(f"the sandbox does not work: {ended} {ADVICE}.") from None

    def cells(self) -> Iterator[list]:
        """The outputs of each cell as it ends, raw and unchecked.

        Raises
        ------
        Ended
            When the process is over before its last cell.
        """
        for index in range(self._cells):
            message = self._receive(self.limits.output * MIB, f"cell {index + 1}")
            outputs = message.get("outputs")
            yield outputs if isinstance(outputs, list) else []
        self._receive(self.limits.output * MIB, "its end")

    @contextlib.contextmanager
    def questions(self) -> Iterator[Kernel]:
        """Ask inside: each block is answered by a fork of the process, so that tasks do not spoil each other."""
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
        return self._ask({"op": "call", "name": name, "args": encode(args), "kwargs": encode(kwargs)})

    def value(self, name: str) -> Reply:
        """See :class:`course.checks.check.Backend`."""
        return self._ask({"op": "value", "name": name})

    def _ask(self, request: dict) -> Reply:
        self._send(request)
        message = self._receive(self.limits.message * MIB, f"`{request['name']}`")
        if "ended" in message:
            if message["ended"] == "time":
                raise TaskEnded(f"It took more than {self.limits.question:g} seconds to answer and was stopped.")
            raise TaskEnded("Your code ended the Python process while it was being checked.")
        if message.get("missing"):
            # Worded here: text from inside could carry a hidden input to the student.
            verb = "is not a function" if request["op"] == "call" else "does not exist"
            return Reply(error="$missing", error_text=f"`{request['name']}` {verb} at the end of your notebook.")
        if "error" in message:
            names = [n for n in str(message["error"])[:500].split("|") if n.isidentifier()]
            return Reply(error="|".join(names) or "Exception", error_text=str(message.get("text"))[:300])
        return Reply(value=plain(message.get("value")), changed=message.get("changed") is True)

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


def plain(data: Any) -> Any:
    """Decode an answer from hostile code; whatever is not plain data becomes opaque, and so equals nothing."""
    try:
        _bounded(data)
        return decode(data)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, MemoryError):
        return Opaque("value that is not plain data")


def _bounded(data: Any) -> None:
    """Refuse numbers so large that computing with them would hang the grader."""
    todo = [data]
    while todo:
        item = todo.pop()
        if isinstance(item, int) and item.bit_length() > 128:
            raise ValueError("too large a number")
        if isinstance(item, list):
            todo += item
        elif isinstance(item, dict):
            todo += item.values()
