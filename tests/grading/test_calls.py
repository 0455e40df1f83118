"""The system call filter, run as the kernel would run it."""

from __future__ import annotations

import errno
import itertools
from pathlib import Path

import pytest

from course.grading.sandbox.inside import calls

ALLOW = 0x7FFF0000


def verdict(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """What the filter says to one call: ALLOW, or the error that the caller gets (0: pretends to have done it)."""
    data = {0: number, 4: calls._MACHINES[machine][1] if architecture is None else architecture}
    data |= {16 + 8 * place: value for place, value in enumerate(arguments)}
    program, register, place = calls.program(machine), 0, 0
    while True:
        code, yes, no, value = program[place]
        place += 1
        if code == calls._LOAD:
            register = data.get(value, 0)
        elif code == calls._AND:
            register &= value
        elif code == calls._RETURN:
            return ALLOW if value == ALLOW else value & 0xFFFF
        else:
            true = {calls._EQUAL: register == value, calls._AT_LEAST: register >= value, calls._SET: register & value}[code]
            place += yes if true else no


@pytest.fixture(params=calls._MACHINES)
def machine(request):
    return request.param


def number(machine: str, name: str) -> int:
    return (calls._ALLOWED | calls._LOOKED_AT)[name][calls._MACHINES[machine][0]]


def test_only_what_is_named_exists(machine):
    column = calls._MACHINES[machine][0]
    named = {row[column] for row in (calls._ALLOWED | calls._LOOKED_AT).values()}
    for one in set(range(600)) - named:
        assert verdict(machine, one) == errno.ENOSYS, one
    for name, row in calls._ALLOWED.items():
        if row[column] is not None:
            assert verdict(machine, row[column]) == ALLOW, name


@pytest.mark.skipif(not Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h").exists(), reason="no kernel headers here")
def test_the_numbers_are_the_kernels():
    text = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h").read_text().split()
    pairs = itertools.pairwise(text)
    known = {a.removeprefix("__NR_"): int(b) for a, b in pairs if a.startswith("__NR_") and b.isdigit()}
    for name, (here, _) in (calls._ALLOWED | calls._LOOKED_AT).items():
        assert here == known.get(name), name


@pytest.mark.parametrize(
    "name, arguments, wanted",
    [
        ("clone", (17,), ALLOW),
        ("clone", (0x10000000 | 17,), errno.EPERM),
        ("clone", (0x00020000,), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x22), ALLOW),
        ("mmap", (0, 4096, 3, 0x01), ALLOW),
        ("mmap", (0, 4096, 3, 0x21), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x23), errno.EPERM),
        ("mmap", (0, 4096, 3, 0x40022), errno.EPERM),
        ("socket", (1, 1), ALLOW),
        ("socket", (10, 1), ALLOW),
        ("socket", (40, 1), errno.EAFNOSUPPORT),
        ("socket", (16, 1), errno.EAFNOSUPPORT),
        ("fcntl", (3, 2), ALLOW),
        ("fcntl", (3, 1030), ALLOW),
        ("fcntl", (3, 6), 0),
        ("fcntl", (3, 7), 0),
        ("fcntl", (3, 37), errno.EPERM),
        ("fcntl", (3, 38), errno.EPERM),
        ("fcntl", (3, 8), ALLOW),
        ("fcntl", (3, 1024), errno.EPERM),
        ("fcntl", (3, 1026), errno.EPERM),
        ("fcntl", (3, 36), errno.EPERM),
        ("fcntl", (3, 5), errno.EPERM),
        ("ioctl", (0, 0x5413), ALLOW),
        ("ioctl", (0, 0x5412), errno.ENOTTY),
        ("prctl", (15,), ALLOW),
        ("prctl", (1, 0), errno.EPERM),
        ("setsid", (), 0),
    ],
)
def test_arguments_are_looked_at(machine, name, arguments, wanted):
    assert verdict(machine, number(machine, name), *arguments) == wanted


def test_other_tables_are_closed(machine):
    assert verdict(machine, 0, architecture=0x40000003) == errno.EPERM  # 32-bit x86
    assert verdict(machine, 0x40000000 + 1) == errno.EPERM  # x32


@pytest.mark.parametrize("name", ["ptrace", "flock", "inotify_init1", "io_uring_setup", "memfd_create", "unshare", "bpf", "keyctl"])
def test_what_was_the_way_out_of_other_sandboxes_is_not_named(name):
    assert name not in calls._ALLOWED | calls._LOOKED_AT
