"""What the processes of a submission use, seen from outside, and the end of one that uses more than it may."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass, field

from course.grading.sandbox.kernel import Kernel, Meter
from course.grading.sandbox.limits import MIB

EVERY = 0.1  # seconds between two looks
GREEDY = 2.5  # processes or threads that want a processor at once: over a second, they are put behind everybody else
CROWD, CROWD_SECONDS = 12, 3  # so many, for so long, and the submission is stopped: it takes the machine from others
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Looks:
    """Readings of one submission's processes: ``cpu`` is seconds, of all that ever ran.

    ``seen`` has, for each thread, seconds on a processor, and seconds in which it was ready to run and none was free.
    """

    seen: dict[int, tuple[float, float]] = field(default_factory=dict)
    children: float = 0.0

    def take(self, pids: list[int]) -> None:
        """Read the present state of these processes."""
        for pid in pids:
            self.seen.update(_times(pid))
        # What is started and gone between two looks is found in its parent's sum.
        self.children = max(self.children, sum(map(_with_children, pids)))

    @property
    def cpu(self) -> float:
        return max(sum(cpu for cpu, _ in self.seen.values()), self.children)

    def meter(self) -> Meter:
        return Meter(self.cpu, dict(self.seen))


def watch(kernel: Kernel, zygote: int, own: set[int], baseline: int) -> None:
    """Until the kernel is closed: measure it, and stop it when all its processes together use more than they may.

    ``zygote`` is the process that started it, ``own`` what was there before any submission, ``baseline`` their size in bytes.
    A fork shares its memory with the zygote until it writes to it, which cannot be told from outside. The zygote's size
    is therefore allowed to the first three: the keeper, the kernel, and its fork that answers questions.
    """
    looks, past = Looks(), [(time.monotonic(), Meter())]
    shared = {_session(pid) for pid in (zygote, *own)}  # the sessions of the sandbox, in which every submission's keeper is
    while not kernel.closed.wait(EVERY):
        pids = [pid for pid in descendants(zygote) if pid not in own]
        used = memory(pids) - min(len(pids), 3) * baseline
        if used > kernel.limits.memory * MIB:
            kernel.stop(f"It used more than {kernel.limits.memory} MB of memory.")
        looks.take(pids)
        kernel.meter = looks.meter()
        if looks.cpu > kernel.limits.cpu:
            kernel.stop(f"It used more than {kernel.limits.cpu} seconds of processor time.")
        # Running or ready to run: how many at once does not depend on how busy the machine is.
        past = [*past[-round(CROWD_SECONDS / EVERY) :], (time.monotonic(), kernel.meter)]
        if wanted(past, 1) > GREEDY:
            put_behind([pid for pid in pids if _session(pid) not in shared])
        if wanted(past, CROWD_SECONDS) > CROWD:
            kernel.stop(f"It kept more than {CROWD} processes or threads busy at once.")


def wanted(past: list[tuple[float, Meter]], seconds: float) -> float:
    """How many threads wanted a processor, on average over the last ``seconds``; 0 before that time has passed.

    The system adds a wait to its count when the wait is over. So one thread that was kept waiting for a minute brings a
    minute at once: of each thread no more is counted than the time that has passed.
    """
    now, meter = past[-1]
    since, before = next((one for one in reversed(past) if now - one[0] >= seconds * 0.95), past[-1])
    if now <= since:
        return 0.0
    waits = (waited - before.threads.get(thread, (0.0, 0.0))[1] for thread, (_, waited) in meter.threads.items())
    return (meter.cpu - before.cpu + sum(min(wait, now - since) for wait in waits)) / (now - since)


def put_behind(pids: list[int]) -> None:
    """Let these processes run only where nobody else wants to: within their session and between sessions.

    Those of this process's own session are left alone: the scheduler would put everything in it behind.
    """
    for pid in pids:
        with contextlib.suppress(OSError):
            if os.getsid(pid) == os.getsid(0):
                continue
            for task in os.listdir(f"/proc/{pid}/task"):
                os.setpriority(os.PRIO_PROCESS, int(task), 19)
            with open(f"/proc/{pid}/autogroup", "w", encoding="ascii") as file:
                file.write("19")


def descendants(pid: int) -> list[int]:
    """Process ids of all that ``pid`` has started, and of all that those have started."""
    out, todo = [], [pid]
    while todo:
        one = todo.pop()
        try:
            tasks = os.listdir(f"/proc/{one}/task")
            for task in tasks:
                with open(f"/proc/{one}/task/{task}/children", encoding="ascii") as file:
                    found = [int(x) for x in file.read().split()]
                out += found
                todo += found
        except OSError:
            continue
    return out


def memory(pids: list[int]) -> int:
    """Bytes resident or swapped out, over all these processes."""
    total = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
                total += sum(int(x.split()[1]) * 1024 for x in file if x.startswith(("VmRSS:", "VmSwap:")))
        except OSError:
            continue
    return total


def _session(pid: int) -> int | None:
    with contextlib.suppress(OSError):
        return os.getsid(pid)
    return None


def _times(pid: int) -> dict[int, tuple[float, float]]:
    """Of each thread that the process has now: seconds on a processor and seconds in wait for one."""
    found = {}
    with contextlib.suppress(OSError, ValueError):  # gone, or a kernel that keeps no such count
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
                ran, wait, _ = file.read().split()
            found[int(thread)] = (int(ran) / 1e9, int(wait) / 1e9)
    return found


def _with_children(pid: int) -> float:
    """Processor seconds of a process and of its children that have ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            told = file.read().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in told[11:15]) / _TICK
    except (OSError, ValueError, IndexError):
        return 0.0
