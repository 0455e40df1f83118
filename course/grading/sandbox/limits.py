"""What one submission may use: the one definition, which every command and every test goes by."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

from course.checks.ask import CELL_SECONDS, TASK_SECONDS

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Made by :meth:`of`, which holds the defaults.

    ``memory`` (MiB, all its processes together) is watched from outside; ``address_space`` (MiB) bounds each process.
    ``wall`` is seconds for the whole notebook and its checks, ``cell`` seconds for one cell, ``question`` seconds for
    one task's check. ``cpu`` is seconds of processor time. ``disk`` is MiB of temporary space, which is memory too, and
    ``files`` how many files and folders fit there. ``message`` and ``output`` are MiB: the largest single answer, and the
    largest output of one cell.
    """

    wall: float
    memory: int
    cpu: int
    address_space: int
    cell: float = CELL_SECONDS
    question: float = TASK_SECONDS
    processes: int = 48
    disk: int = 128
    files: int = 5000
    open_files: int = 128
    message: int = 8
    output: int = 8

    @classmethod
    def of(cls, *, memory: int = 1500, wall: float = 120, **others: Any) -> Limits:
        """The limits that go with the two a teacher may set; ``others`` replaces any of the rest, by name."""
        follow = {"cpu": math.ceil(wall), "address_space": 2 * memory + 1000}
        return cls(**{"memory": memory, "wall": wall} | follow | others)

    def patient(self) -> Limits:
        """The same limits, with three times as long by the clock: for a busy machine. No more processor time or memory."""
        return replace(self, wall=3 * self.wall, cell=3 * self.cell, question=3 * self.question)

    def as_dict(self) -> dict:
        return asdict(self)
