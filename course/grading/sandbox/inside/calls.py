"""Which system calls are left to student code. Runs inside the sandbox, as the last thing before it starts.

An allow-list: a call that is not named here does not exist for student code (ENOSYS), whatever the kernel learns next. What
could reach beyond the submission through an allowed call is refused by its arguments:

- ``fcntl``: no lease, lock test or notification. The files of the system and of the Python environment are shared by all
  submissions, read-only; through these calls one could block another, or tell it something. A lock on a part of a file is
  kernel memory that nobody counts: setting one does nothing and says that it did.
- ``mmap``: no shared memory without a file, and no huge pages. Such memory belongs to no process once it is unmapped from
  its tables, and would leave what is counted.
- ``socket``: Unix and internet sockets only. Other families (vsock) are not cut off by a network namespace.
- ``clone``: no new namespaces. ``clone3`` does not exist, as its arguments cannot be looked at; the C library then uses
  ``clone``.
- ``ioctl`` and ``prctl``: what terminals, pipes, sockets and threads ask for.
- ``setsid`` does nothing and says that it did: the scheduler shares the processor between sessions, and a submission is one.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

PR_SET_SECCOMP = 22

# name: (x86-64, AArch64); None: that machine has no such call.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    # memory
    "brk": (12, 214), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216), "madvise": (28, 233),
    "msync": (26, 227), "get_mempolicy": (239, 236), "membarrier": (324, 283), "pkey_alloc": (330, 289),
    "pkey_free": (331, 290), "pkey_mprotect": (329, 288),
    # files: what may be reached through them is decided by what is mounted
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "pwrite64": (18, 68), "preadv": (295, 69), "pwritev": (296, 70), "preadv2": (327, 286), "pwritev2": (328, 287),
    "lseek": (8, 62), "open": (2, None), "openat": (257, 56), "openat2": (437, 437), "creat": (85, None),
    "close": (3, 57), "close_range": (436, 436), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24),
    "fsync": (74, 82), "fdatasync": (75, 83), "sync_file_range": (277, 84), "truncate": (76, 45),
    "ftruncate": (77, 46), "fallocate": (285, 47), "stat": (4, None), "fstat": (5, 80), "lstat": (6, None),
    "newfstatat": (262, 79), "statx": (332, 291), "statfs": (137, 43), "fstatfs": (138, 44), "access": (21, None),
    "faccessat": (269, 48), "faccessat2": (439, 439), "readlink": (89, None), "readlinkat": (267, 78),
    "getcwd": (79, 17), "chdir": (80, 49), "fchdir": (81, 50), "mkdir": (83, None), "mkdirat": (258, 34),
    "rmdir": (84, None), "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276), "link": (86, None),
    "linkat": (265, 37), "unlink": (87, None), "unlinkat": (263, 35), "symlink": (88, None), "symlinkat": (266, 36),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None), "fchown": (93, 55),
    "lchown": (94, None), "fchownat": (260, 54), "umask": (95, 166), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88), "getdents": (78, None), "getdents64": (217, 61),
    "sendfile": (40, 71), "copy_file_range": (326, 285), "fadvise64": (221, 223), "mknod": (133, None),
    "mknodat": (259, 33),
    # waiting
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72), "epoll_create": (213, None),
    "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None), "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441), "eventfd": (284, None), "eventfd2": (290, 19), "pipe": (22, None), "pipe2": (293, 59),
    "signalfd": (282, None), "signalfd4": (289, 74), "timerfd_create": (283, 85), "timerfd_settime": (286, 86),
    "timerfd_gettime": (287, 87), "pause": (34, None),
    # sockets: of the families below, in a network namespace that holds nothing
    "bind": (49, 200), "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "connect": (42, 203),
    "getsockname": (51, 204), "getpeername": (52, 205), "getsockopt": (55, 209), "setsockopt": (54, 208),
    "sendto": (44, 206), "recvfrom": (45, 207), "sendmsg": (46, 211), "recvmsg": (47, 212), "sendmmsg": (307, 269),
    "recvmmsg": (299, 243), "shutdown": (48, 210),
    # processes
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281), "exit": (60, 93),
    "exit_group": (231, 94), "wait4": (61, 260), "waitid": (247, 95), "kill": (62, 129), "tkill": (200, 130),
    "tgkill": (234, 131), "getpid": (39, 172), "getppid": (110, 173), "gettid": (186, 178), "getpgid": (121, 155),
    "getpgrp": (111, None), "setpgid": (109, 154), "getsid": (124, 156), "getuid": (102, 174),
    "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getresuid": (118, 148),
    "getresgid": (120, 150), "getgroups": (115, 158), "setuid": (105, 146), "setgid": (106, 144),
    "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147), "setresgid": (119, 149),
    "setgroups": (116, 159), "capget": (125, 90), "set_tid_address": (218, 96), "set_robust_list": (273, 99),
    "get_robust_list": (274, 100), "arch_prctl": (158, None), "getrlimit": (97, 163), "setrlimit": (160, 164),
    "prlimit64": (302, 261), "getrusage": (98, 165), "times": (100, 153), "getpriority": (140, 141),
    "setpriority": (141, 140), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "sched_setaffinity": (203, 122), "sched_getscheduler": (145, 120), "sched_getparam": (143, 121),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126), "sched_rr_get_interval": (148, 127),
    "getcpu": (309, 168), "uname": (63, 160), "sysinfo": (99, 179), "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424), "rseq": (334, 293),
    # threads and signals
    "futex": (202, 98), "futex_waitv": (449, 449), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136), "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128),
    # time and chance
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "gettimeofday": (96, 169), "time": (201, None), "alarm": (37, None), "getitimer": (36, 102),
    "setitimer": (38, 103), "timer_create": (222, 107), "timer_settime": (223, 110), "timer_gettime": (224, 108),
    "timer_getoverrun": (225, 109), "timer_delete": (226, 111), "getrandom": (318, 278),
}
_LOOKED_AT = {
    "mmap": (9, 222), "fcntl": (72, 25), "ioctl": (16, 29), "prctl": (157, 167), "clone": (56, 220),
    "socket": (41, 198), "socketpair": (53, 199), "setsid": (112, 157),
}  # fmt: skip
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_MAP_SHARED, _MAP_ANONYMOUS, _MAP_HUGETLB = 0x01, 0x20, 0x40000
_FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6
# F_DUPFD, GETFD, SETFD, GETFL, SETFL, SETOWN, GETOWN, DUPFD_CLOEXEC, GETPIPE_SZ
_FCNTL = (0, 1, 2, 3, 4, 8, 9, 1030, 1032)
_LOCKS = (6, 7)  # F_SETLK, SETLKW
# TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
_IOCTL = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# GET_DUMPABLE, SET_NAME, GET_NAME, GET_SECCOMP, CAPBSET_READ, SET_CHILD_SUBREAPER, GET_CHILD_SUBREAPER, SET_NO_NEW_PRIVS,
# GET_NO_NEW_PRIVS, SET_VMA. Not SET_PDEATHSIG: it ends this process when the grader is gone.
_PRCTL = (3, 15, 16, 21, 23, 36, 37, 38, 39, 0x53564D41)

_LOAD, _AND, _EQUAL, _AT_LEAST, _SET, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW = (_RETURN, 0, 0, 0x7FFF0000)


def supported() -> bool:
    """Is there a system call table for this machine?"""
    return platform.machine() in _MACHINES


def filter_calls() -> None:
    """Leave this process, and all it starts, with the calls named here. For good."""
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program(platform.machine())))
    bpf = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, *map(ctypes.c_ulong, (2, ctypes.addressof(bpf), 0, 0))) != 0:
        raise OSError(ctypes.get_errno(), f"system call filter: {os.strerror(ctypes.get_errno())}")


def program(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter for one kind of machine, as instructions of the kernel's packet filter."""
    column, architecture = _MACHINES[machine]
    refuse = _refuse(errno.EPERM)
    lines = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), refuse, (_LOAD, 0, 0, 0)]
    lines += [(_AT_LEAST, 0, 1, 0x40000000), refuse]  # the x32 table on x86-64
    for name, numbers in _LOOKED_AT.items():
        rule = _rule(name)
        lines += [(_EQUAL, 0, len(rule), numbers[column]), *rule]
    for numbers in _ALLOWED.values():
        if numbers[column] is not None:
            lines += [(_EQUAL, 0, 1, numbers[column]), _ALLOW]
    return [*lines, _refuse(errno.ENOSYS)]


def _rule(name: str) -> list[tuple[int, int, int, int]]:
    if name == "clone":
        return [_argument(0), (_SET, 1, 0, _NAMESPACES), _ALLOW, _refuse(errno.EPERM)]
    if name == "mmap":
        flags = _argument(3)
        shared = [(_AND, 0, 0, _MAP_SHARED | _MAP_ANONYMOUS), (_EQUAL, 1, 0, _MAP_SHARED | _MAP_ANONYMOUS), _ALLOW]
        return [flags, (_SET, 3 + 1, 0, _MAP_HUGETLB), flags, *shared, _refuse(errno.EPERM)]
    if name == "setsid":
        return [_refuse(0)]
    if name in ("socket", "socketpair"):
        return _one_of(0, _FAMILIES, errno.EAFNOSUPPORT)
    if name == "fcntl":
        locks = [line for command in _LOCKS for line in ((_EQUAL, 0, 1, command), _refuse(0))]
        return [_argument(1), *locks, *_one_of(1, _FCNTL, errno.EPERM)]
    place, known, error = {
        "ioctl": (1, _IOCTL, errno.ENOTTY), "prctl": (0, _PRCTL, errno.EPERM)
    }[name]  # fmt: skip
    return _one_of(place, known, error)


def _one_of(place: int, known: tuple[int, ...], error: int) -> list[tuple[int, int, int, int]]:
    tests = [(_EQUAL, len(known) - number, 0, value) for number, value in enumerate(known)]
    return [_argument(place), *tests, _refuse(error), _ALLOW]


def _argument(place: int) -> tuple[int, int, int, int]:
    return (_LOAD, 0, 0, 16 + 8 * place)  # its lower half: these machines are little-endian


def _refuse(error: int) -> tuple[int, int, int, int]:
    return (_RETURN, 0, 0, 0x00050000 | error)
