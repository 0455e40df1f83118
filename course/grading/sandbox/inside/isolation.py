"""What a process gives up before it may run student code. Linux only; runs inside the sandbox.

The zygote stands in one bubblewrap sandbox for as long as it lives. That sandbox keeps the machine out of reach. This
module keeps submissions out of each other's reach: each is forked into mount, process, network, IPC, host name, cgroup
and user namespaces of its own, with an empty ``/tmp`` in memory, and keeps no privilege by which it could leave.

Order matters. Mounts need rights, so they come first. Then the user id goes (when the grader is root), then the process
enters a user namespace into which no id is mapped: there it is nobody, and the kernel lets it make no further user
namespace. Then every capability goes, also from the bounding set, and a system call filter is put on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import struct

from course.grading.sandbox.limits import MIB, Limits

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 4096, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS = 1, 8
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 38, 47
_CAP_VERSION_3 = 0x20080522

SIGNALS = 64  # that may be queued, and timers that may be set, in all processes of a submission together

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def unshare(flags: int) -> None:
    """Leave the namespaces named by ``flags``."""
    _check(_libc.unshare(flags), "unshare")


def _mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    arguments = [x.encode() if x is not None else None for x in (source, target, kind)]
    _check(_libc.mount(*arguments, ctypes.c_ulong(flags), options.encode() or None), f"mount {target}")


def _prctl(option: int, *arguments: int) -> int:
    return _libc.prctl(option, *[ctypes.c_ulong(a) for a in (*arguments, 0, 0, 0, 0)[:4]])


def _set_capabilities(effective: int, permitted: int) -> None:
    header = struct.pack("Ii", _CAP_VERSION_3, 0)
    words = [(x >> shift) & 0xFFFFFFFF for shift in (0, 32) for x in (effective, permitted, 0)]
    _check(_libc.capset(header, struct.pack("6I", *words)), "capset")


def own_namespaces() -> None:
    """Give the *next* child of this process a process namespace, and this process new ones of the other kinds."""
    unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP)


def private_files(limits: Limits, uid: int, gid: int) -> None:
    """Cover every place that can be written, so that nothing is left for the next submission to find.

    (bubblewrap has made all the rest read-only.)
    """
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    owner = f",uid={uid},gid={gid}"
    size = f"size={limits.disk}m,nr_inodes={limits.files},mode=0700"
    _mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, size + owner)
    _mount("tmpfs", "/dev/pts", "tmpfs", MS_NOSUID | MS_NODEV | MS_RDONLY, "size=4k")
    _mount(
        "tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, f"size={limits.disk // 2}m,nr_inodes=500,mode=0700{owner}"
    )
    # A shared mapping of /dev/zero is memory that no process is counted for; see calls.py.
    _mount("/dev/null", "/dev/zero", None, MS_BIND)
    _check(_libc.sethostname(b"sandbox", 7), "sethostname")


def set_limits(limits: Limits) -> None:
    """Per-process limits. What they cannot bound (the sum over processes, wall time) is watched from outside."""
    for what, value in (
        (resource.RLIMIT_AS, limits.address_space * MIB),
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.disk * MIB),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))


def drop_rights(uid: int | None, gid: int | None) -> None:
    """Become nobody, for good. ``uid`` is given when this process is root: it is then left for that id first."""
    if uid is not None:
        everything = sum(1 << n for n in (5, 6, 7, 8, 21))  # KILL, SETGID, SETUID, SETPCAP, SYS_ADMIN: all it has
        os.setgroups([])
        _check(_prctl(PR_SET_KEEPCAPS, 1), "keep capabilities")
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        _set_capabilities(everything, everything)
    unshare(CLONE_NEWUSER)  # no id is mapped: see the module's docstring
    # Queued signals are kernel memory that nobody else counts. Only from here on: a limit set before would be one for all
    # submissions of an ordinary user together, and one of them could use it up for the others.
    resource.setrlimit(resource.RLIMIT_SIGPENDING, (SIGNALS, SIGNALS))
    for capability in range(64):
        if _prctl(PR_CAPBSET_DROP, capability) != 0 and ctypes.get_errno() != errno.EINVAL:
            raise OSError(ctypes.get_errno(), "dropping a capability")
    _prctl(PR_CAP_AMBIENT, 4)  # clear all
    _set_capabilities(0, 0)
    _check(_prctl(PR_SET_NO_NEW_PRIVS, 1), "no new privileges")
    _check(_prctl(PR_SET_PDEATHSIG, signal.SIGKILL), "death signal")
