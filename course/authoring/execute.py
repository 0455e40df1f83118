"""Run a notebook from top to bottom, as ``Run All`` does."""

from __future__ import annotations

import copy
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
    from nbclient import NotebookClient

    class LocalKernel(AsyncKernelManager):
        transport = "ipc"

    notebook = copy.deepcopy(notebook)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        kernel_manager_class=LocalKernel,
        resources={"metadata": {"path": str(cwd)}},
    )
    client.execute()
    return notebook


def main() -> None:
    import sys

    path, cwd, out = map(Path, sys.argv[1:4])
    nbformat.write(execute(nbformat.read(path, as_version=4), cwd), out)


if __name__ == "__main__":
    main()
