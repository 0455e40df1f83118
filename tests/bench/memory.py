"""What a student needs: the peak memory of a lesson's kernel, and of the server beside it. `python tests/bench/memory.py [LESSON ...]`

Proportional set sizes, so that what several processes share is counted once; sampled twenty times a second.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from course import children
from course.content import arc
from tests.conftest import ROOT, free_port

LESSONS = ("start_here", "build_a_matcher", "identification", "differentials")


def family(process: psutil.Process) -> int:
    """Bytes in use by a process and all it has started."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def lesson(name: str) -> tuple[int, float]:
    """Peak bytes of the kernel and its runner, and seconds, for one lesson run from top to bottom."""
    path = arc.place(name).path.with_suffix(".ipynb")
    with tempfile.TemporaryDirectory() as folder:
        command = children.python("-m", "course.content.execute", str(path), str(path.parent), str(Path(folder) / "out.ipynb"))
        begun = time.monotonic()
        process = subprocess.Popen(command, env=children.environment(COURSE_PROGRESS=""), cwd=ROOT)
        peak, over = 0, threading.Event()

        def watch() -> None:
            nonlocal peak
            me = psutil.Process(process.pid)
            while not over.wait(0.05):
                with contextlib.suppress(psutil.Error):  # it ends meanwhile
                    peak = max(peak, *map(family, me.children()), 0)

        thread = threading.Thread(target=watch)
        thread.start()
        process.wait()
        over.set()
        thread.join()
        return peak, time.monotonic() - begun


def server() -> int:
    """Bytes of a JupyterLab server that nobody uses yet."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "course.cli", "lab", "--no-browser", "--port", str(port)], cwd=ROOT,
                               env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        patience = time.monotonic() + 180
        while time.monotonic() < patience:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.5)
        time.sleep(10)  # for its extensions
        return family(psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    print(f"server, idle: {server() / 1e6:.0f} MB")
    for name in sys.argv[1:] or LESSONS:
        peak, seconds = lesson(name)
        print(f"{name}: peak {peak / 1e6:.0f} MB, {seconds:.0f} s")
