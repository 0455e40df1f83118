"""The outer end of an examiner: a process of its own takes one submission after another, and is replaced when it breaks."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import time

from course import children
from course.errors import CourseError
from course.grading.records import Job, Result
from course.grading.sandbox import frames
from course.grading.sandbox.limits import MIB

JOB_LIMIT = 200 * MIB
START_SECONDS = 180  # for an examiner and its sandbox to be there, on a busy machine


class Examiner:
    """``ask`` one job after another. A dead or stuck examiner is replaced.

    ``protect`` names paths that the sandbox must not see. ``trust`` leaves the sandbox away altogether.
    """

    def __init__(self, *, trust: bool = False, protect: tuple[str, ...] = ()):
        self.trust, self.protect = trust, protect
        self._process: subprocess.Popen | None = None
        self._over = False

    def ask(self, job: Job) -> Result:
        """The result of one job. If the examiner dies or stops answering twice, a zero with that as its reason.

        Raises
        ------
        CourseError
            When grading is not possible at all: no sandbox, or an assignment that does not load.
        """
        for _ in range(2):
            try:
                return self._ask(job)
            except (frames.Closed, frames.TooLate, frames.Malformed):
                if self._over:
                    break
                self.close()
        return failed("The grader stopped working on this submission, twice.")

    def _ask(self, job: Job) -> Result:
        if self._process is None:
            self._start()
        message, blobs = job.pack()
        self._socket.settimeout(START_SECONDS)
        frames.send(self._socket, message, blobs=blobs)
        # The notebook's time, and each check's: an examiner that is later than this hangs.
        result = frames.receive(self._socket, JOB_LIMIT, time.monotonic() + START_SECONDS + 2 * job.limits.wall)
        if "error" in result:
            raise CourseError(result["error"])
        return Result.unpack(result)

    def _start(self) -> None:
        self._socket, inner = socket.socketpair()
        options = json.dumps({"trust": self.trust, "protect": self.protect})
        command = children.python("-m", "course.grading.examine", str(inner.fileno()), options)
        self._process = subprocess.Popen(
            command, pass_fds=[inner.fileno()], stdin=subprocess.DEVNULL, env=children.environment()
        )
        inner.close()

    def close(self) -> None:
        """End the process, and with it its sandbox."""
        if self._process is not None:
            self._socket.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.5)
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self.close()


def failed(reason: str) -> Result:
    """The result of a submission that brought the grader down: no points, why, and a person has to look."""
    return Result(reason=f"{reason} Your instructor will look at it.", for_a_person=True)
