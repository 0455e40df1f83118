"""Run a notebook: from top to bottom in a kernel of its own, as ``Run All`` does, or in this process for the names it leaves."""

from __future__ import annotations

import atexit
import contextlib
import copy
import functools
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from course import children
from course.timelimit import at_most


def execute(notebook: nbformat.NotebookNode, cwd: Path, timeout: int = 300) -> nbformat.NotebookNode:
    """A copy of ``notebook`` with its outputs.

    The kernel speaks over Unix sockets where there are any, so this works with no network at all, not even loopback.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        With the cell and the traceback, when a cell fails.
    """
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import run_sync
    from nbclient import NotebookClient

    notebook = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        private = {"transport": "ipc", "ip": f"{sockets}/k"} if os.name == "posix" else {}
        manager = AsyncKernelManager(kernel_name="python3", **private)
        client = NotebookClient(notebook, km=manager, timeout=timeout, resources={"metadata": {"path": str(cwd)}})
        try:
            client.execute(env=children.environment())
        finally:
            run_sync(manager.shutdown_kernel)(now=True)
    return notebook


@contextlib.contextmanager
def unrecorded() -> Iterator[None]:
    """Nothing that runs in here counts as a learner's progress."""
    before = os.environ.get("COURSE_PROGRESS")
    os.environ["COURSE_PROGRESS"] = ""
    try:
        yield
    finally:
        del os.environ["COURSE_PROGRESS"]
        if before is not None:
            os.environ["COURSE_PROGRESS"] = before


def namespace_of(notebook: nbformat.NotebookNode, cwd: Path, cell_seconds: float | None = None) -> dict[str, Any]:
    """The names a notebook leaves behind when its code cells run in order. A cell that fails, or takes more than
    ``cell_seconds`` of processor time, does not stop the rest."""
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    matplotlib.use("Agg")
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    before = os.getcwd()
    os.chdir(cwd)
    try:
        with unrecorded(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    with at_most(cell_seconds) if cell_seconds else contextlib.nullcontext():
                        shell.run_cell(cell.source, store_history=False)
    finally:
        os.chdir(before)
        # Else every shell, with all that its notebook made, would stay until the process ends, and be cleared up then.
        atexit.unregister(shell.atexit_operations)
        shell.restore_sys_module_state()
    return shell.user_ns


@functools.cache
def offline_prefix() -> tuple[str, ...]:
    """The beginning of a command that runs the rest without a network; empty where this user may not cut it off."""
    for prefix in (("unshare", "-n"), ("unshare", "-rn")):
        if shutil.which("unshare") and not subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
            return prefix
    return ()


def main() -> None:
    import sys

    path, cwd, out = map(Path, sys.argv[1:4])
    nbformat.write(execute(nbformat.read(path, as_version=4), cwd), out)


if __name__ == "__main__":
    main()
