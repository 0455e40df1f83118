"""Which system calls are left to student code. Runs inside the sandbox, as the last thing before it starts."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

PR_SET_SECCOMP = 22

# Calls that no notebook needs and that have been the way out of other sandboxes. Numbers: x86-64, AArch64.
_REFUSED = {
    "ptrace": (101, 117),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    # Memory that belongs to no process would escape the memory limit.
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "syslog": (103, 116),
    "swapon": (167, 224),
    "reboot": (169, 142),
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def supported() -> bool:
    """Is there a system call table for this machine?"""
    return platform.machine() in _MACHINES


def filter_calls() -> None:
    """Refuse the calls in ``_REFUSED`` with EPERM, and every call of another architecture's table."""
    column, architecture = _MACHINES[platform.machine()]
    numbers = sorted(row[column] for row in _REFUSED.values())
    load, jump_equal, jump_ge, leave = 0x20, 0x15, 0x35, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | errno.EPERM
    program = [(load, 0, 0, 4), (jump_equal, 1, 0, architecture), (leave, 0, 0, refuse), (load, 0, 0, 0)]
    program += [(jump_ge, 0, 1, 0x40000000), (leave, 0, 0, refuse)]  # the x32 table on x86-64
    for number in numbers:
        program += [(jump_equal, 0, 1, number), (leave, 0, 0, refuse)]
    program.append((leave, 0, 0, allow))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    bpf = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, *map(ctypes.c_ulong, (2, ctypes.addressof(bpf), 0, 0))) != 0:
        raise OSError(ctypes.get_errno(), f"system call filter: {os.strerror(ctypes.get_errno())}")
