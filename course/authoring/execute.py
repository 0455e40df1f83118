"""Run a notebook from top to bottom, as ``Run All`` does."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

import nbformat


def execute(notebook: nbformat.NotebookNode, cwd: Path, timeout: int = 300) -> nbformat.NotebookNode:
    """A copy of ``notebook`` with its outputs.

    The kernel speaks over Unix sockets, so this works with no network at all, not even loopback.

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
        manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/k")
        client = NotebookClient(notebook, km=manager, timeout=timeout, resources={"metadata": {"path": str(cwd)}})
        try:
            client.execute()
        finally:
            run_sync(manager.shutdown_kernel)(now=True)
    return notebook


def main() -> None:
    import sys

    path, cwd, out = map(Path, sys.argv[1:4])
    nbformat.write(execute(nbformat.read(path, as_version=4), cwd), out)


if __name__ == "__main__":
    main()
