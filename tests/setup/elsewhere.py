"""Run ``course`` as on a machine that is no Unix: ``python elsewhere.py``, then what ``course`` is given.

What only Unix has is taken away before anything of the course is imported. Third parties that Jupyter needs to be imported at all
have been: on Windows their own Windows parts would do the work.
"""

import ctypes
import importlib
import os
import signal
import sys
import types

MODULES = ("fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "posix")
OF_OS = ("fork", "forkpty", "execve", "execv", "geteuid", "getuid", "getegid", "getgid", "killpg", "setsid", "mkfifo", "O_NOFOLLOW",
         "O_NONBLOCK", "O_CLOEXEC", "sched_getaffinity", "WIFSIGNALED", "WTERMSIG", "pidfd_open", "setpriority")
OF_SIGNAL = ("SIGALRM", "SIGPROF", "SIGKILL", "setitimer", "getitimer", "alarm", "ITIMER_REAL", "ITIMER_PROF", "SIGHUP", "SIGCHLD")


def take_away(*third_parties: str) -> None:
    for name in ("asyncio", "multiprocessing.connection", "subprocess", "tempfile", "filelock", *third_parties):
        importlib.import_module(name)
    for name in MODULES:
        sys.modules[name] = None
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    real = ctypes.CDLL.__init__

    def library(self, name, *more, **other):
        if name is None:
            raise TypeError("bad argument type for built-in operation")  # what Windows says
        real(self, name, *more, **other)

    ctypes.CDLL.__init__ = library


LESSON = """
import nbformat, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
import matplotlib
matplotlib.use("Agg")
config = Config()
config.HistoryManager.enabled = False
shell = InteractiveShell(config=config)
for cell in nbformat.read(sys.argv[1], as_version=4).cells:
    if cell.cell_type == "code":
        shell.run_cell(cell.source, store_history=False).raise_error()
"""

if __name__ == "__main__":
    take_away(*() if sys.argv[1] == "run" else ("IPython.core.interactiveshell", "jupytext", "nbgrader.api"))
    if sys.argv[1] == "lesson":
        os.chdir(os.path.dirname(os.path.abspath(sys.argv[2])))
        sys.argv = sys.argv[1:]
        exec(compile(LESSON, "lesson", "exec"))
    elif sys.argv[1] == "run":
        with open(sys.argv[2], encoding="utf-8") as file:
            exec(compile(file.read(), sys.argv[2], "exec"))
    elif sys.argv[1] == "import":
        for name in sys.argv[2:]:
            importlib.import_module(name)
    else:
        from course.cli import main
        from course.grading.sandbox import launcher

        launcher.sys = types.SimpleNamespace(platform="win32")

        main()
