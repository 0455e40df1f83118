"""A process that has the course's imports done and forks one isolated kernel for each submission.

Started by :mod:`course.grading.sandbox.launcher` inside bubblewrap, as ``python -m`` with a socket's number and options. On that
socket it is handed, for each submission, two sockets: the kernel's own, and a leash. When the leash is closed or pulled,
the submission dies with everything it started; when the submission ends, its end is told on the leash.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import json
import os
import resource
import select
import signal
import socket
import sys
import time

IMPORTS = ("numpy", "pandas", "matplotlib.pyplot", "seaborn", "matplotlib_inline.backend_inline", "PIL.Image")
MORE = ("asyncio", "IPython.core.debugger")
COURSE = ("course.checks.check", "course.evaluation", "course.faces", "course.policy", "course.study.selfcheck")


def warm_up() -> None:
    """Do what every notebook would otherwise do again: imports, fonts, a first figure and a first table."""
    for name in IMPORTS:
        importlib.import_module(name)
    for name in (*MORE, *COURSE):
        try:
            importlib.import_module(name)
        except ImportError:  # an optional part is not installed; a notebook that needs it will say so
            continue
    import matplotlib.pyplot as plt
    import pandas as pd
    import seaborn as sns

    table = pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": [1.0, 4.0, 9.0], "g": list("aab")})
    table.groupby("g").mean()._repr_html_()
    sns.lineplot(table, x="x", y="y", hue="g")
    plt.savefig(io.BytesIO())
    plt.close("all")


def make_shell():
    from course.grading.sandbox.inside.shell import Shell

    shell = Shell.instance()
    shell.run_line_magic("matplotlib", "inline")
    # The first cell, traceback and table ever shown import more than all that come after.
    for cell in ("1 + 1", "1 / 0", "!true", "import pandas; pandas.DataFrame({'x': [1.5]})", "%timeit -n1 -r1 1"):
        shell.run_cell(cell, store_history=False)
    shell.reset(new_session=False)
    shell.execution_count = 1
    return shell


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    memory = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))  # not the examiner's; a submission gets its own
    warm_up()
    shell = make_shell()
    gc.collect()
    gc.freeze()  # keeps the collector from touching, and so copying, memory that all submissions share
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a keeper that ends is gone at once, and the sandbox is seen to be empty
    control.sendall(b"ready")
    while True:
        data, fds, _, _ = socket.recv_fds(control, 16, 2)
        if not data:
            return
        if os.fork() == 0:
            control.close()
            _keep(socket.socket(fileno=fds[0]), socket.socket(fileno=fds[1]), shell, options)
            os._exit(0)
        for fd in fds:
            os.close(fd)


def _keep(sock: socket.socket, leash: socket.socket, shell, options: dict) -> None:
    """Fork the submission, hold its leash, and say how it ended."""
    from course.grading.sandbox.inside import isolation

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if options["isolate"]:
        isolation.own_namespaces()
    child = os.fork()
    if child == 0:
        leash.close()
        try:
            _become_student(sock, shell, options)
        except BaseException as error:
            os.write(2, f"sandbox: {type(error).__name__}: {error}\n".encode())
            os._exit(3)
        os._exit(0)
    sock.close()
    fd = os.pidfd_open(child) if hasattr(os, "pidfd_open") else None
    while True:
        ready, _, _ = select.select(
            [leash] + ([fd] if fd is not None else []), [], [], None if fd is not None else 0.05
        )
        if leash in ready:
            break
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            break
    _kill(child, options)
    _, status, usage = os.wait4(child, 0)
    with contextlib.suppress(OSError):
        leash.sendall(json.dumps({"status": status, "cpu": usage.ru_utime + usage.ru_stime}).encode())


def _kill(child: int, options: dict) -> None:
    """The child is process 1 of its namespace: the kernel kills all the others with it."""
    try:
        os.kill(child, signal.SIGKILL)
        if not options["isolate"]:
            os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass


def _become_student(sock: socket.socket, shell, options: dict) -> None:
    import random

    import numpy as np

    from course.grading.sandbox import frames
    from course.grading.sandbox.inside import calls, isolation, serve
    from course.grading.sandbox.limits import MIB, Limits

    told, contents = frames.receive_all(sock, 256 * MIB, time.monotonic() + 60)
    limits = Limits(**told["limits"])
    os.setsid()
    if options["isolate"]:
        uid, gid = options["uid"], options["uid"]
        isolation.private_files(
            limits, uid if uid is not None else os.getuid(), gid if gid is not None else os.getgid()
        )
        isolation.set_limits(limits)
        isolation.drop_rights(uid, gid)
        calls.filter_calls()
    else:
        isolation.set_limits(limits)
        serve.HOME = options["home"]
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, sock.fileno())
    os.closerange(sock.fileno() + 1, 1024)
    np.random.seed()
    random.seed()
    serve.serve(shell, sock, told, contents)


if __name__ == "__main__":
    main()
