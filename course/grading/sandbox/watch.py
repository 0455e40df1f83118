"""What the processes of a submission use, seen from outside, and the end of one that uses more than it may."""

from __future__ import annotations

import os

from course.grading.sandbox.kernel import Kernel
from course.grading.sandbox.limits import MIB


def memory_of(kernel: Kernel, zygote: int, own: set[int], baseline: int) -> None:
    """Until the kernel is closed: stop it when all its processes together hold more memory than they may.

    ``zygote`` is the process that started it, ``own`` what was there before any submission, ``baseline`` their size in bytes.
    A fork shares its memory with the zygote until it writes to it, which cannot be told from outside. The zygote's size
    is therefore allowed to the first three: the keeper, the kernel, and its fork that answers questions.
    """
    while not kernel.closed.wait(0.1):
        seen = [pid for pid in descendants(zygote) if pid not in own]
        used = memory(seen) - min(len(seen), 3) * baseline
        if used > kernel.limits.memory * MIB:
            kernel.stop(f"It used more than {kernel.limits.memory} MB of memory.")


def descendants(pid: int) -> list[int]:
    """Process ids of all that ``pid`` has started, and of all that those have started."""
    out, todo = [], [pid]
    while todo:
        one = todo.pop()
        try:
            tasks = os.listdir(f"/proc/{one}/task")
            for task in tasks:
                with open(f"/proc/{one}/task/{task}/children") as file:
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
            with open(f"/proc/{pid}/status") as file:
                total += sum(int(x.split()[1]) * 1024 for x in file if x.startswith(("VmRSS:", "VmSwap:")))
        except OSError:
            continue
    return total
