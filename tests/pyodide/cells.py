"""Runs in the browser's Python under Node: cells, one after the other, in one shell, as a kernel does."""

import contextlib
import io
import traceback

from IPython.core.interactiveshell import InteractiveShell

shell = InteractiveShell.instance()


def begin():
    """A new notebook."""
    shell.reset(new_session=True)


def run_cell(code):
    """(what went wrong or nothing, what was printed)"""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(code, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return ["", printed.getvalue()]
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" ({frame.filename}:{frame.lineno}: {frame.line})" for frame in last)
    return [f"{type(error).__name__}: {error}{where}", printed.getvalue()]
