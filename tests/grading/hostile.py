"""Hostile submissions, each with the outcome it must have.

An *attack* is code that returns something true when it got where it should not. It is wrapped so that ``double`` is right
only if the attack worked: a sandbox that leaks shows up as points. The other answers are right, and must still score.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from small_course import RIGHT, code

ALL = {"double": 2, "mean": 3, "shout": 1}
NONE = {"double": 0, "mean": 0, "shout": 0}
REST = {"double": 0, "mean": 3, "shout": 1}
SOME, ANY = ".", ".*"


@dataclass
class Case:
    """``edit`` changes the notebook (parsed JSON) or returns the bytes to hand in instead."""

    name: str
    family: str
    expect: dict[str, float]
    answers: dict[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    edit: Callable | None = None
    file_name: str = "small.ipynb"
    files: dict[str, bytes] = field(default_factory=dict)
    reason: str | None = None
    """What must stand in the reason (a pattern); None: there must be no reason. Which of several limits was met first is
    no part of an outcome: there, any reason will do."""
    memo: str | None = None
    make: Callable[[Path], None] | None = None
    """Puts more into the folder that is handed in."""

    @property
    def patches(self) -> bool:
        """Does it change names that stand in the sandbox?"""
        return any("patch(" in text for text in (*self.answers.values(), *self.first, *self.last))


CASES: list[Case] = []

PATCH = """
class TargetIsGone(Exception):
    pass

SERVE = "course.grading.sandbox.inside.serve"

def patch(owner, **new):
    import importlib
    owner = importlib.import_module(owner) if isinstance(owner, str) else owner
    for name, value in new.items():
        if not hasattr(owner, name):
            raise TargetIsGone(f"{owner!r} has no {name}")
        setattr(owner, name, value)
"""
"""For student code that changes what stands in the sandbox: a patch of a name that is gone would attack nothing."""


def add(name: str, family: str, expect: dict, **more) -> None:
    CASES.append(Case(name, family, expect, **more))


def attack(name: str, family: str, body: str) -> None:
    """``body`` is the body of a function that returns true on success."""
    lines = "\n".join("    " + line for line in body.strip().split("\n"))
    text = (
        f"def _attack():\n    import ctypes, glob, os, signal, socket, subprocess, sys\n{lines}\n"
        "try:\n    _won = bool(_attack())\nexcept BaseException as error:\n    _won, _why = False, repr(error)\n"
        "def double(x):\n    return 2 * x if _won else None"
    )
    add(name, family, REST, answers={"double": text})


# --- honest work, for comparison ---------------------------------------------------------------------------------------
add("honest", "honest", ALL)
add(
    "honest_magics",
    "honest",
    ALL,
    first=("%matplotlib inline\n!echo hello\n%timeit -n1 -r1 1", "await __import__('asyncio').sleep(0)"),
)
add("honest_figure", "honest", ALL, last=("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",))
add("honest_warning", "honest", ALL, last=("import warnings\nwarnings.warn('a library warns')",))
add(
    "honest_subprocess",
    "honest",
    ALL,
    last=("import subprocess, sys\nsubprocess.run([sys.executable, '-c', '1'], check=True)",),
)
add(
    "honest_files",
    "honest",
    ALL,
    files={"table.csv": b"x\n1\n"},
    first=("import pandas as pd\nassert pd.read_csv('table.csv').x[0] == 1",),
)

# --- crash -------------------------------------------------------------------------------------------------------------
add("exit_hard", "crash", NONE, last=("import os\nos._exit(0)",), reason="process ended")
add("exit_call", "crash", ALL, last=("exit()", "import sys\nsys.exit(1)", "raise SystemExit", "quit()"))
add(
    "exit_in_function",
    "crash",
    REST,
    answers={"double": "import os\ndef double(x):\n    os._exit(0) if x > 9 else None\n    return 4"},
)
add("exit_at_answer", "crash", REST, answers={"double": "def double(x):\n    raise SystemExit"})
add("keyboard_interrupt", "crash", REST, answers={"double": "def double(x):\n    raise KeyboardInterrupt"})
add("segfault", "crash", NONE, last=("import ctypes\nctypes.string_at(1)",), reason="SIGSEGV")
add(
    "segfault_in_function",
    "crash",
    REST,
    answers={"double": "import ctypes\ndef double(x):\n    return 4 if x < 9 else ctypes.string_at(1)"},
)
add("abort", "crash", NONE, first=("import os\nos.abort()",), reason=SOME)
add("kill_all", "crash", ALL, last=("import os, signal\nos.kill(-1, signal.SIGKILL)",))
add(
    "kill_parent",
    "crash",
    ALL,
    last=("import os, signal\ntry:\n    os.kill(os.getppid() or 1, signal.SIGKILL)\nexcept OSError:\n    pass",),
)
add("recursion", "crash", ALL, last=("import sys\ndef f(): return f()\nf()",))
add("raises_at_import", "crash", REST, answers={"double": "1 / 0\ndef double(x): return 2 * x"})
add("syntax_error", "crash", REST, answers={"double": "def double(x) return"})
add("close_all_fds", "crash", NONE, last=("import os\nos.closerange(0, 1000)",), reason="process ended")
add("break_ipython", "crash", NONE, first=("patch(get_ipython().__class__, run_cell=None)",), reason=None)
add(
    "break_builtins",
    "crash",
    NONE,
    last=("patch('builtins', len=None, isinstance=None, type=None, str=None)",),
    reason=SOME,
)
add(
    "replace_kernel_reply",
    "crash",
    NONE,
    last=("patch(SERVE, _reply=lambda *a: 'nonsense')",),
    reason="cannot be read",
)

# --- exhaust -----------------------------------------------------------------------------------------------------------
add("endless_loop", "exhaust", ALL, last=("while True: pass",))
add(
    "endless_ignoring_signals",
    "exhaust",
    NONE,
    reason=SOME,
    last=(
        "import signal\nfor s in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):\n    signal.signal(s, signal.SIG_IGN)\nwhile True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
    ),
)
add("endless_in_function", "exhaust", REST, answers={"double": "def double(x):\n    while x > 9: pass\n    return 4"})
add(
    "sleep_in_function",
    "exhaust",
    REST,
    answers={"double": "import time\ndef double(x):\n    time.sleep(999 if x > 9 else 0)\n    return 4"},
)
HOLD = "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0)\n"
add(
    "memory_bomb",
    "exhaust",
    NONE,
    last=(HOLD + "x = []\ntry:\n    while True: x.append(b'x' * 10**8)\nexcept MemoryError:\n    time.sleep(30)",),
    reason=SOME,
)
add(
    "memory_bomb_many",
    "exhaust",
    NONE,
    reason=SOME,
    last=(
        "import os, time\nfor i in range(8):\n    if os.fork() == 0:\n        x = b'x' * (3 * 10**8)\n        time.sleep(60)\ntime.sleep(60)",
    ),
)
add(
    "memory_bomb_shared",
    "exhaust",
    ALL,  # such memory is not to be had
    last=(HOLD + "import mmap\nkeep = [mmap.mmap(-1, 10**8) for _ in range(15)]\nfor m in keep: m[:] = bytes(10**8)",),
)
add(
    "fork_bomb",
    "exhaust",
    NONE,
    reason=SOME,
    last=("import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",),
)
add(
    "thread_bomb",
    "exhaust",
    NONE,
    reason=SOME,
    last=(
        "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
    ),
)
add("print_bomb", "exhaust", ALL, last=("for i in range(10**6): print('x' * 1000)",))
add(
    "display_bomb",
    "exhaust",
    ALL,
    last=("from IPython.display import HTML, display\nfor i in range(50): display(HTML('x' * 10**6))",),
)
add("traceback_bomb", "exhaust", ALL, last=("raise ValueError('x' * 10**7)",))
add("disk_bomb", "exhaust", ALL, last=("f = open('big', 'wb')\nwhile True: f.write(bytes(10**7))",))
add("inode_bomb", "exhaust", ALL, last=("for i in range(10**6): open(f'f{i}', 'w')",))
add("shm_bomb", "exhaust", ALL, last=("f = open('/dev/shm/big', 'wb')\nwhile True: f.write(bytes(10**7))",))
add("memfd_bomb", "exhaust", ALL, last=("import os\nos.memfd_create('x')",))
add("huge_answer", "exhaust", REST, answers={"double": "def double(x):\n    return 'x' * 10**8 if x > 9 else 4"})
add(
    "huge_message",
    "exhaust",
    NONE,
    last=(
        "from course.grading.sandbox import frames\n_send = frames.send\npatch(frames, send=lambda sock, m, limit=0: _send(sock, m))\npatch(SERVE, _reply=lambda ns, req: 'x' * 10**8)",
    ),
    reason="cannot be read|^$",
)
add(
    "deep_answer",
    "exhaust",
    REST,
    answers={"double": "def double(x):\n    y = []\n    for _ in range(100000): y = [y]\n    return y if x > 9 else 4"},
)
add(
    "huge_integer",
    "exhaust",
    REST,
    answers={"double": "def double(x):\n    return 10**4000 if x > 9 else 4", "mean": RIGHT["mean"]},
)
add(
    "huge_mean", "exhaust", {"double": 2, "mean": 0, "shout": 1}, answers={"mean": "def mean(xs):\n    return 10**4000"}
)
add(
    "endless_generator",
    "exhaust",
    REST,
    answers={"double": "import itertools\ndef double(x): return itertools.count()"},
)
add(
    "daemon",
    "exhaust",
    ALL,
    last=("import subprocess\nsubprocess.Popen(['sh', '-c', 'setsid sleep 1000 & setsid sleep 1001 &'])",),
)
add("self_reference", "exhaust", REST, answers={"double": "def double(x):\n    y = []; y.append(y); return y"})

add("markdown_bomb", "exhaust", ALL, memo="[" * 40000 + "*a_" * 20000)
# --- odd notebooks -------------------------------------------------------------------------------------------------------
add("not_json", "notebook", NONE, edit=lambda nb: b"\x00\xff not a notebook", reason="not a notebook")
add("empty_file", "notebook", NONE, edit=lambda nb: b"", reason="not a notebook")
add("json_list", "notebook", NONE, edit=lambda nb: b"[1, 2]", reason="not a notebook")
add("nested_json", "notebook", NONE, edit=lambda nb: b"[" * 100000, reason="not a notebook")
add("no_cells", "notebook", NONE, edit=lambda nb: {**nb, "cells": []})
add(
    "cells_of_rubbish",
    "notebook",
    NONE,
    edit=lambda nb: {**nb, "cells": [1, None, {}, {"cell_type": 3, "source": {"a": 1}}, {"metadata": []}]},
)
add(
    "huge_file",
    "notebook",
    NONE,
    edit=lambda nb: json.dumps({**nb, "x": "y" * (21 << 20)}).encode(),
    reason="larger than",
)
add("renamed", "notebook", ALL, file_name="small (1) final.ipynb")
add(
    "two_notebooks_neither", "notebook", NONE, file_name="a.ipynb", files={"b.ipynb": b"{}"}, reason="several notebooks",
    edit=lambda nb: {**nb, "cells": [{**cell, "id": f"c{n}"} for n, cell in enumerate(nb["cells"])], "metadata": {}},
)


def _cells(change: Callable) -> Callable:
    def edit(nb: dict) -> dict:
        nb = copy.deepcopy(nb)
        nb["cells"] = change(nb["cells"])
        return nb

    return edit


def _id(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


add("tests_deleted", "notebook", ALL, edit=_cells(lambda cells: [c for c in cells if not _id(c).endswith("-check")]))
add(
    "tests_emptied",
    "notebook",
    REST,
    answers={"double": "def double(x): return 4"},
    edit=_cells(lambda cells: [{**c, "source": ""} if _id(c).endswith("-check") else c for c in cells]),
)
add("answer_deleted", "notebook", REST, edit=_cells(lambda cells: [c for c in cells if _id(c) != "double"]))
add(
    "answer_elsewhere",
    "notebook",
    ALL,
    edit=_cells(lambda cells: [c for c in cells if _id(c) != "double"] + [code(RIGHT["double"])]),
)
add("all_copied", "notebook", ALL, edit=_cells(lambda cells: cells + copy.deepcopy(cells)))
add(
    "test_copied",
    "notebook",
    ALL,
    edit=_cells(lambda cells: cells + [copy.deepcopy(c) for c in cells if _id(c) == "mean-check"] * 3),
)
add("reversed", "notebook", {"double": 2, "mean": 3, "shout": 1}, edit=_cells(lambda cells: cells[::-1]))


def _meta(**changes) -> Callable:
    def change(cells: list) -> list:
        for cell in cells:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"] |= changes
        return cells

    return _cells(change)


add("points_raised", "notebook", REST, answers={"double": "def double(x): return 4"}, edit=_meta(points=1000))
add("negative_points", "notebook", ALL, edit=_meta(points=-5))
add("old_schema", "notebook", ALL, edit=_meta(schema_version=1))
add("future_schema", "notebook", ALL, edit=_meta(schema_version=99))
add(
    "unlocked",
    "notebook",
    REST,
    answers={"double": "def double(x): return 4"},
    edit=_meta(locked=False, grade=False, solution=True),
)
add("no_metadata", "notebook", ALL, edit=_cells(lambda cells: [{**c, "metadata": {}} for c in cells]))
add(
    "wrong_kernel",
    "notebook",
    ALL,
    edit=lambda nb: {**nb, "metadata": {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}},
)
add(
    "version_3",
    "notebook",
    ALL,
    edit=lambda nb: {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {
                "cells": [
                    {
                        **{k: v for k, v in c.items() if k != "source"},
                        "input" if c["cell_type"] == "code" else "source": c["source"],
                    }
                    for c in nb["cells"]
                ]
            }
        ],
    },
)
add("version_9", "notebook", ALL, edit=lambda nb: {**nb, "nbformat": 9})
add("surrogates", "notebook", ALL, last=("print('\\ud800')", "x = '\ud800'"))
add("nul_bytes", "notebook", ALL, last=("print('a\\x00b')", "# \x00"))
add("partial_credit", "notebook", REST, answers={"double": "def double(x): return 4"}, last=("1000000",))

# --- escape --------------------------------------------------------------------------------------------------------------
attack("internet", "escape", "socket.create_connection(('1.1.1.1', 53), 2); return True")
attack("dns", "escape", "return socket.gethostbyname('example.org')")
attack(
    "host_loopback",
    "escape",
    "for port in (@PORT@, 22, 8888, 5432):\n    try:\n        socket.create_connection(('127.0.0.1', port), 1); return True\n    except OSError: pass",
)
attack("abstract_socket", "escape", "s = socket.socket(socket.AF_UNIX); s.connect('\\0@ABSTRACT@'); return True")
attack("unix_sockets", "escape", "return glob.glob('/run/**/*.sock', recursive=True) or glob.glob('/var/run/*')")
attack("new_user_namespace", "escape", "return subprocess.run(['unshare', '-Ur', 'true']).returncode == 0")
attack(
    "raw_clone_namespace",
    "escape",
    "libc = ctypes.CDLL(None)\npid = libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)\nif pid == 0: os._exit(0)\nreturn pid > 0",
)
attack("mount", "escape", "libc = ctypes.CDLL(None)\nreturn libc.mount(b'none', b'/tmp', b'tmpfs', 0, None) == 0")
attack("unmount_tmp", "escape", "libc = ctypes.CDLL(None)\nreturn libc.umount2(b'/tmp', 2) == 0")
attack("chroot", "escape", "os.chroot('/tmp'); return True")
attack("become_root", "escape", "os.setuid(0); return True")
attack(
    "setuid_programs",
    "escape",
    "found = [p for d in ('/usr/bin', '/bin') for p in glob.glob(d + '/su*')]\nreturn any(subprocess.run([p, '-c', 'true'], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0 for p in found)",
)
attack("ptrace", "escape", "libc = ctypes.CDLL(None)\nreturn libc.ptrace(0, 0, 0, 0) == 0")
attack("see_host_processes", "escape", "return os.path.exists('/proc/self') or os.path.exists('/proc/1')")
attack("signal_host", "escape", "os.kill(@PID@, 0); return True")
attack("devices", "escape", "return set(os.listdir('/dev')) & {'sda', 'vda', 'kvm', 'mem', 'kmsg', 'fuse', 'tty0'}")
attack(
    "make_device",
    "escape",
    "os.mknod('/tmp/disk', 0o60600, os.makedev(254, 0)); return open('/tmp/disk', 'rb').read(1)",
)
attack("keyring", "escape", "libc = ctypes.CDLL(None)\nreturn libc.syscall(250, 0, -4, 1) >= 0")
attack(
    "inherited_sockets",
    "escape",
    "import array\nfor fd in range(3, 1024):\n    try:\n        s = socket.socket(fileno=os.dup(fd)); s.settimeout(0.2); msg = s.recvmsg(10, 1000)[1]\n        if msg: return True\n    except OSError: pass\n    finally:\n        try: s.setblocking(True)\n        except (OSError, NameError): pass",
)
attack(
    "more_rights", "escape", "libc = ctypes.CDLL(None)\nreturn any(libc.prctl(23, c, 0, 0, 0) == 1 for c in range(40))"
)
attack(
    "raise_limits", "escape", "import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6)); return True"
)
attack("core_pattern", "escape", "open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/sh'); return True")
attack("cgroup_release", "escape", "return os.listdir('/sys/fs/cgroup')")
attack(
    "terminal_injection",
    "escape",
    "import fcntl, termios\nfor fd in range(3):\n    fcntl.ioctl(fd, termios.TIOCSTI, b'x')\nreturn True",
)
attack(
    "io_uring", "escape", "libc = ctypes.CDLL(None)\nreturn libc.syscall(425, 1, ctypes.create_string_buffer(200)) >= 0"
)

# --- read ----------------------------------------------------------------------------------------------------------------
attack(
    "read_gradebook",
    "read",
    "return [p for d in ('@ROOT@', '/home', '/srv') for p in glob.glob(d + '/**/gradebook.db', recursive=True)]",
)
attack(
    "read_assignments",
    "read",
    "import course\nroot = os.path.dirname(os.path.dirname(course.__file__))\n"
    "return os.path.exists(root + '/assignments') or os.path.exists('@ASSIGNMENTS@')",
)
attack("load_assignment", "read", "from course.content import assignments\nreturn assignments.load('small') or assignments.slugs()")
attack(
    "read_others", "read", "return glob.glob('@ROOT@/submitted/*') or glob.glob('/tmp/**/submitted', recursive=True)"
)
attack(
    "read_tests_folder",
    "read",
    "import course\nreturn glob.glob(os.path.dirname(os.path.dirname(course.__file__)) + '/tests/*')",
)
attack(
    "read_home",
    "read",
    "return [p for d in ('/home/*', '/root/.ssh', '/root/.bash*', '/root/.cache', os.path.expanduser('~') + '/*', '/work/*/.git') for p in glob.glob(d) if not p.startswith('/tmp')]",
)
attack("read_shadow", "read", "return open('/etc/shadow').read() or open('/etc/passwd').read()")
attack(
    "read_environment",
    "read",
    "return 'COURSE_TEST_CANARY' in os.environ or any(b'COURSE_TEST_CANARY' in open(p, 'rb').read() for p in glob.glob('/proc/*/environ'))",
)
attack("read_command_lines", "read", "return glob.glob('/proc/*/cmdline')")
attack(
    "read_host_tmp",
    "read",
    "return os.path.exists('@SECRETFILE@') or [f for f in os.listdir('/tmp') if f not in ('work', 'ipython', 'matplotlib')]",
)
attack(
    "find_answer_in_memory",
    "read",
    "import gc\nhave = [o for o in gc.get_objects() if isinstance(o, dict) and 'CANARY' in o]\nreturn [o for o in have if 'hidden-' + 'canary' in str(o['CANARY'])]",
)
attack(
    "find_seed",
    "read",
    "import gc\nreturn [o for o in gc.get_objects() if type(o) is dict and ('secret' in o and 'slug' in o)]",
)
attack(
    "stack_walk",
    "read",
    "frame = sys._getframe()\nwhile frame:\n    if 'assignment' in frame.f_locals or 'expected' in frame.f_locals: return True\n    frame = frame.f_back",
)

# --- write ---------------------------------------------------------------------------------------------------------------
attack(
    "write_course",
    "write",
    "import course\nopen(os.path.join(os.path.dirname(course.__file__), 'evil.py'), 'w'); return True",
)
attack(
    "write_environment",
    "write",
    "import numpy\nopen(os.path.join(os.path.dirname(numpy.__file__), 'evil.py'), 'w'); return True",
)
attack("write_system", "write", "open('/usr/lib/evil', 'w'); return True")
attack("write_root", "write", "os.mkdir('/evil'); return True")
attack("write_dev", "write", "open('/dev/evil', 'w'); return True")
attack("write_data", "write", "open('/course/data/evil', 'w'); return True")
attack(
    "chmod_system",
    "write",
    "os.chmod('/usr/bin/python3', 0o777) if os.path.exists('/usr/bin/python3') else os.chmod('/usr', 0o777); return True",
)
add(
    "leave_message",
    "write",
    ALL,
    last=("for p in ('/tmp/left', '/dev/shm/left', '/tmp/work/../left2', 'left'):\n    open(p, 'w').write('x')",),
)
attack("find_message", "write", "return glob.glob('/tmp/left*') + glob.glob('/dev/shm/*') + glob.glob('left')")
add(
    "poison_zygote",
    "write",
    {"double": 2, "mean": 0, "shout": 1},
    last=(
        "patch('numpy', mean=None)\npatch('pandas', DataFrame=None)\npatch('course.checks.wire', encode=lambda v, depth=0: 4)\npatch('builtins', sum=None)",
    ),
)
attack(
    "find_poison",
    "write",
    "import builtins, numpy, pandas\nreturn numpy.mean is None or pandas.DataFrame is None or builtins.sum is None",
)

# --- forge ---------------------------------------------------------------------------------------------------------------
WRONG = "def double(x): return None\ndef mean(xs): return None\ndef shout(text): return None"
NOTHING = {name: "pass" for name in RIGHT}


def forge(name: str, trick: str, expect: dict = NONE, **more) -> None:
    add(f"forge_{name}", "forge", expect, answers=NOTHING, last=(WRONG, trick), **more)


EQUAL = "class Equal:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n    def __float__(self): return 1.0\n    def __hash__(self): return 1\n    def __sub__(self, o): return 0\n    def __abs__(self): return 0\n    def __len__(self): return 1\n    def __bool__(self): return True\n"
forge("always_equal", EQUAL + "double = mean = shout = lambda *a: Equal()")
forge("equal_int", EQUAL.replace("class Equal:", "class Equal(int):") + "double = mean = shout = lambda *a: Equal(1)")
forge("equal_str", EQUAL.replace("class Equal:", "class Equal(str):") + "double = mean = shout = lambda *a: Equal('x')")
forge(
    "equal_array",
    "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, o): return True\ndouble = mean = shout = lambda *a: np.zeros(1).view(A)",
)
forge("nan", "double = mean = lambda *a: float('nan')\nshout = double")
forge("source_transformer", "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])")
forge(
    "ast_transformer",
    "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\nget_ipython().ast_transformers.append(T())",
)
forge("patched_run_cell", "patch(get_ipython(), run_cell=lambda *a, **k: None)")
forge(
    "patched_display",
    "patch(get_ipython().display_pub, publish=lambda *a, **k: None)\npatch(get_ipython(), _showtraceback=lambda *a: None)",
)
forge("no_assertions", "class _E(Exception): pass\npatch('builtins', AssertionError=_E)")
forge(
    "patched_checks",
    "from course.checks import check\nyes = lambda *a, **k: None\npatch('course.checks.compare', same=lambda *a: True)\npatch(check, same=lambda *a: True, run=lambda *a: check.Outcome(True), check_here=yes)\n"
    "patch(check.Answer, equals=yes, close_to=yes, satisfies=yes, get=yes)",
)
forge("patched_numpy", "patch('numpy', allclose=lambda *a, **k: True, array_equal=lambda *a, **k: True)")
forge(
    "patched_encode",
    "new = lambda v, depth=0: {'passed': True, '$equal': True}\npatch('course.checks.wire', encode=new)\npatch('course.checks.ask', encode=new)",
)
forge(
    "reply_with_outcome",
    "patch(SERVE, _reply=lambda ns, req: {'passed': True, 'outcome': True, 'score': 100, 'message': '', 'value': True})",
)
forge("say_ended", "patch(SERVE, _reply=lambda ns, req: {'ended': 'passed'})")
forge(
    "missing_is_fine",
    "patch(SERVE, _reply=lambda ns, req: {'missing': False, 'error': None})",
)
forge("opaque_wire", "patch(SERVE, _reply=lambda ns, req: {'value': {'$opaque': 'x'}})")
forge(
    "bad_array",
    "patch(SERVE, _reply=lambda ns, req: {'value': {'$array': [1], 'dtype': 'float64', 'shape': [-5, 10**12]}})",
)
forge(
    "bad_dict",
    "patch(SERVE, _reply=lambda ns, req: {'value': {'$dict': [[{'$dict': []}, 1], 5]}})",
)
forge(
    "object_array",
    "patch(SERVE, _reply=lambda ns, req: {'value': {'$array': ['x'], 'dtype': 'object', 'shape': [1]}})",
)
forge(
    "read_expected_from_source",
    "import inspect\ndef double(x):\n    for f in inspect.stack():\n        if 'expected' in f.frame.f_locals: return f.frame.f_locals['expected']\n        if 2 * x in f.frame.f_locals.values(): return 2 * x",
)
forge(
    "many_replies",
    "import os, json, struct\nfor fd in range(3, 64):\n    for v in range(0, 3000):\n        data = json.dumps([{'value': v}, []]).encode()\n        try:\n            os.write(fd, struct.pack('>II', len(data), 0) + data)\n        except OSError:\n            break",
    reason="nobody had asked",
)
forge("partial_credit", "1000")
forge("print_points", "print('6 of 6 points.')")
forge("write_scores_into_notebook", "import json\nopen('small.ipynb', 'w').write(json.dumps({'cells': []}))")
forge(
    "shadowed_names",
    "assert_ = lambda *a: None\nAssertionError = Exception\nstudent = check = CANARY = None\n__name__ = 'hidden_double'",
)
forge("pytest_style", "import atexit, os\natexit.register(lambda: os._exit(0))")
forge(
    "ten_million_guesses",
    "def double(x):\n    raise StopIteration(2 * x)\ndef mean(xs): return [0.0] * 5\ndef shout(text): return [text.upper()]",
)
forge("subclass_answers", "class Text(str): pass\ndef shout(text): return Text(text.upper())")

# --- leak: hidden inputs must not reach anything the student can read ---------------------------------------------------------
add(
    "leak_by_exception",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    answers={"shout": "def shout(text):\n    raise ValueError(text)"},
)
add(
    "leak_by_print",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    answers={
        "shout": "def shout(text):\n    print(text)\n    import sys, os\n    sys.stderr.write(text); os.write(1, text.encode())\n    return text"
    },
)
add(
    "leak_by_missing",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    last=(
        "import importlib\n_r = importlib.import_module(SERVE)._reply\npatch(SERVE, _reply=lambda ns, req: {'missing': True, 'error': '$missing', 'text': str(req)} if req['name'] == 'shout' else _r(ns, req))",
    ),
)
add(
    "leak_by_error_name",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    answers={"shout": "def shout(text):\n    raise type(text.replace('-', '_'), (Exception,), {})()"},
)
add(
    "leak_by_missing_error",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    last=(
        "import importlib\n_r = importlib.import_module(SERVE)._reply\npatch(SERVE, _reply=lambda ns, req: {'error': '$missing', 'text': str(req)} if req['name'] == 'shout' else _r(ns, req))",
    ),
)
add(
    "leak_by_file",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    answers={"shout": "def shout(text):\n    open('/tmp/work/seen', 'w').write(text)\n    return text"},
)
add(
    "leak_by_display",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    answers={
        "shout": "from IPython.display import display\ndef shout(text):\n    display(text)\n    get_ipython().display_pub.publish({'text/plain': text})\n    return text"
    },
)
add(
    "leak_by_message",
    "leak",
    {"double": 2, "mean": 3, "shout": 0},
    last=(
        "import importlib\n_r = importlib.import_module(SERVE)._reply\npatch(SERVE, _reply=lambda ns, req: {'value': None, 'message': str(req), 'reason': str(req), 'ended': str(req)} if req['name'] == 'shout' else _r(ns, req))",
    ),
)

# --- show: nothing that acts reaches a page ------------------------------------------------------------------------------------
BAD = "<script>evil()</script><img src=x onerror=evil()><svg onload=evil()></svg><a href='javascript:evil()'>a</a><iframe src='//evil.example'></iframe>"
add("show_html", "show", ALL, last=(f"from IPython.display import HTML\nHTML({BAD!r})",))
add("show_javascript", "show", ALL, last=("from IPython.display import Javascript\nJavascript('evil()')",))
add(
    "show_svg",
    "show",
    ALL,
    last=(
        'from IPython.display import SVG\nSVG(\'<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script></svg>\')',
    ),
)
add(
    "show_markdown",
    "show",
    ALL,
    last=(f"from IPython.display import Markdown\nMarkdown('[x](javascript:evil()) ' + {BAD!r})",),
)
add(
    "show_memo",
    "show",
    ALL,
    memo=f"My answer. [x](javascript:evil()) ![y](http://evil.example/z.png) {BAD}\n\n[ref]: javascript:evil()\n[click][ref]\n\n    <script>evil()</script>\n",
)
add(
    "show_png",
    "show",
    ALL,
    last=(
        "from IPython.display import publish_display_data\npublish_display_data({'image/png': 'x\" onerror=\"evil()'})",
    ),
)
add("show_stream", "show", ALL, last=(f"print({BAD!r})\nraise ValueError({BAD!r})",))
add(
    "show_latex",
    "show",
    ALL,
    last=(
        "from IPython.display import Latex, Math\ndisplay(Latex(r'$\\href{javascript:evil()}{x}$'), Math(r'\\href{javascript:evil()}{x}'))",
    ),
)
add(
    "show_mime",
    "show",
    ALL,
    last=(
        "from IPython.display import publish_display_data\npublish_display_data({'application/vnd.jupyter.widget-view+json': {}, 'text/vnd.mermaid': 'x', 'application/javascript': 'evil()', 'text/html\"': 'x'})",
    ),
)
add("show_student_file", "show", ALL, files={"page.html": b"<script>evil()</script>"})

# --- shared: what all submissions see is no way from one to another ---------------------------------------------------------
# An ordinary user owns the Python environment: every lock and lease on it would be felt by other submissions.
FILE = "import fcntl, struct\nfile = open(os.__file__)\n"
attack("lease", "shared", FILE + "fcntl.fcntl(file, 1024, fcntl.F_RDLCK); return True")
attack("lease_library", "shared", "import fcntl\nimport numpy\nfile = open(numpy.__file__)\nfcntl.fcntl(file, 1024, 0); return True")
attack("flock", "shared", FILE + "fcntl.flock(file, fcntl.LOCK_EX); return True")
attack("lock_test", "shared", FILE + "fcntl.fcntl(file, fcntl.F_GETLK, struct.pack('hhqqi', 1, 0, 0, 0, 0) + bytes(4)); return True")
attack("open_file_lock", "shared", FILE + "fcntl.fcntl(file, 37, struct.pack('hhqqi', 0, 0, 0, 0, 0) + bytes(4)); return True")
attack("write_hint", "shared", FILE + "fcntl.fcntl(file, 1036, struct.pack('Q', 3)); return True")
attack("read_hint", "shared", FILE + "fcntl.fcntl(file, 1035, struct.pack('Q', 0)); return True")
attack("directory_notification", "shared", "import fcntl\nfd = os.open(os.path.dirname(os.__file__), os.O_RDONLY)\nfcntl.fcntl(fd, 1026, 1); return True")
attack("touch_shared", "shared", "os.utime(os.__file__); return True")
attack("link_shared", "shared", "os.link(os.__file__, '/tmp/work/os.py'); return True")
attack("attribute_shared", "shared", "os.setxattr(os.__file__, 'user.x', b'1'); return True")
attack("vsock", "shared", "socket.socket(40, socket.SOCK_STREAM); return True")
attack("netlink", "shared", "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW); return True")
attack("packet_socket", "shared", "socket.socket(17, socket.SOCK_RAW); return True")
attack("algorithm_socket", "shared", "socket.socket(38, socket.SOCK_SEQPACKET); return True")
RAW = "libc = ctypes.CDLL(None, use_errno=True)\n"
for _name, _call in {  # numbers of x86-64
    "inotify": "294, 0",
    "fanotify": "300, 0, 0",
    "page_cache": "27, ctypes.cast(ctypes.create_string_buffer(8192), ctypes.c_void_p).value & ~4095, 4096, ctypes.create_string_buffer(8)",
    "message_queue": "240, b'x', 0o102, 0o600, None",
    "shared_segment": "29, 0, 4096, 0o1600",
    "semaphores": "64, 0, 1, 0o1600",
    "secret_memory": "447, 0",
    "fault_handler": "323, 0",
    "performance": "298, ctypes.create_string_buffer(128), 0, -1, -1, 0",
    "programs_in_kernel": "321, 0, ctypes.create_string_buffer(128), 128",
    "clone3": "435, ctypes.create_string_buffer((0x10000000).to_bytes(8, 'little') + bytes(56)), 64",
    "enter_namespace": "308, 0, 0",
    "file_handle": "303, -100, b'/usr', ctypes.create_string_buffer(128), ctypes.create_string_buffer(8), 0",
    "other_memory": "310, 1, None, 0, None, 0, 0",
    "other_files": "438, 0, 0, 0",
    "compare_processes": "312, 1, 1, 0, 0, 0",
    "personality": "135, 0x0040000",
    "ports": "173, 0x80, 1, 1",
    "priority_of_disk": "251, 1, 0, 0x2000",
    "scheduler": "144, 0, 1, ctypes.create_string_buffer((1).to_bytes(4, 'little'))",
    "new_filter": "317, 1, 0, ctypes.create_string_buffer(16)",
    "kernel_log": "103, 3, ctypes.create_string_buffer(100), 100",
}.items():
    attack(f"call_{_name}", "shared", RAW + f"return libc.syscall({_call}) >= 0")
attack("huge_pages", "shared", "import mmap\nmmap.mmap(-1, 2 << 20, flags=0x40022); return True")
attack("shared_anonymous", "shared", "import mmap\nmmap.mmap(-1, 4096); return True")
attack("shared_zero", "shared", "import mmap\nfd = os.open('/dev/zero', os.O_RDWR)\nmmap.mmap(fd, 4096); return True")
attack("outlive_the_grader", "shared", RAW + "return libc.prctl(1, 0, 0, 0, 0) == 0")
attack(
    "own_session",
    "shared",
    "r, w = os.pipe()\nif os.fork() == 0:\n    os.setsid(); os.write(w, b'1' if os.getsid(0) == os.getpid() else b'0'); os._exit(0)\n"
    "return os.read(r, 1) == b'1'",
)
attack("more_priority", "shared", "os.nice(-5); return True")

# --- starve: who takes the processor from others loses first -------------------------------------------------------------------
BUSY = "import os\nfor _ in range({0}):\n    if os.fork() == 0:\n        while True: pass\n"
add("forty_busy", "starve", NONE, last=(HOLD + BUSY.format(40) + "while True: pass",), reason=SOME)
add("forty_busy_and_asleep", "starve", NONE, last=(HOLD + BUSY.format(40) + "time.sleep(600)",), reason=SOME)
add("forty_busy_sessions", "starve", NONE, reason=SOME,
    last=(HOLD + "import os\nfor _ in range(40):\n    if os.fork() == 0:\n        os.setsid()\n        while True: pass\nos.wait()",))  # fmt: skip
add("busy_threads", "starve", NONE, reason=SOME,
    last=(HOLD + "import hashlib, threading\nx = bytes(10**7)\ndef work():\n    while True: hashlib.sha256(x).digest()\n"
          "for _ in range(30): threading.Thread(target=work).start()\nwork()",))  # fmt: skip
add("short_lives", "starve", NONE, reason=SOME,
    last=(HOLD + "import os\nwhile True:\n    try:\n        if os.fork() == 0:\n            sum(range(10**6)); os._exit(0)\n"
          "        os.wait()\n    except BaseException: pass",))  # fmt: skip
add("busy_at_answer", "starve", {"double": 0}, reason=ANY, answers={"double": "def double(x):\n    import os\n    for _ in range(30):\n"
    "        if os.fork() == 0:\n            while True: pass\n    while x > 9: pass\n    return 4"})  # fmt: skip
add("pipes_full", "starve", ALL,
    last=("import os\nfor _ in range(60):\n    a, b = os.pipe(); os.set_blocking(b, False)\n    try:\n        while True: os.write(b, bytes(65536))\n"
          "    except OSError: pass",))  # fmt: skip
add("sockets_full", "starve", ALL,
    last=("import socket\nkeep = []\nfor _ in range(50):\n    a, b = socket.socketpair(); keep += [a, b]; a.setblocking(False)\n"
          "    try:\n        while True: a.send(bytes(65536))\n    except OSError: pass",))  # fmt: skip

# --- page: what is slow to clean or grows when it is cleaned ----------------------------------------------------------------
def shows(name: str, code: str) -> None:
    add(f"page_{name}", "page", ALL, last=("from IPython.display import HTML, Markdown, display\n" + code,))


shows("reopened_tags", "display(HTML(''.join(f'<b id={i}><p>' for i in range(8000))))")
shows("reopened_links", "display(HTML(''.join(f'<i class={i}><div>' for i in range(8000))))")
shows("deep", "display(HTML('<div>' * 100000))")
shows("deep_tables", "display(HTML('<table><tr><td>' * 20000))")
shows("tiny_tags", "for _ in range(150): display(HTML('<b>x</b>' * 2400))")
shows("many_tags", "for _ in range(40): display(HTML('<i></i>' * 60000))")
shows("entities", "display(HTML('&lt;&amp;' * 60000))")
shows("open_comment", "display(HTML('<!--' * 100000))")
shows("open_attribute", "display(HTML('<a title=\"' + '<b>' * 100000))")
shows("markdown_quotes", "display(Markdown('> ' * 9000 + 'x'))")
shows("markdown_lists", "display(Markdown('\\n'.join(' ' * i + '- x' for i in range(190))))")
shows("markdown_links", "display(Markdown('[' * 9000 + ']' * 9000))")
shows("markdown_emphasis", "display(Markdown('*a **b ' * 2500))")
shows("svg_many", "from IPython.display import SVG\nfor _ in range(30): display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\">' + '<g/>' * 50000 + '</svg>'))")
add("page_memo_tags", "page", ALL, memo="<b><p>" * 16000)
add("page_memo_links", "page", ALL, memo="![x](" * 20000)
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" + "A" * 60000


def _attach(name: str, text: str) -> Callable:
    def change(cells: list) -> list:
        for cell in cells:
            if _id(cell) == "memo":
                cell["source"], cell["attachments"] = text, {name: {"image/png": PICTURE}}
        return cells

    return _cells(change)


add("page_attachment", "page", ALL, edit=_attach("a.png", "Mine: ![a](attachment:a.png)"))
add("page_attachment_without_name", "page", ALL, edit=_attach("", "attachment:" * 8000))
add("page_attachment_many_times", "page", ALL, edit=_attach("a", "![a](attachment:a) " * 5000))
add("page_own_cells", "page", ALL,
    edit=_cells(lambda cells: cells + [{"cell_type": "markdown", "metadata": {}, "source": "<b>x</b>" * 9000} for _ in range(200)]))  # fmt: skip

# --- folder: what lies beside the notebook --------------------------------------------------------------------------------------
def beside(name: str, make: Callable[[Path], None], expect: dict = ALL, reason: str | None = SOME) -> None:
    add(f"folder_{name}", "folder", expect, make=make, reason=reason)


def _nested(folder: Path) -> None:
    for number in range(300):
        place = folder.joinpath(*(f"{number}-{depth}" for depth in range(8)))
        place.mkdir(parents=True)
        (place / "x").write_bytes(b"x")


def _sparse(folder: Path) -> None:
    for number in range(300):
        with (folder / f"sparse{number}").open("wb") as file:
            file.truncate(49 << 20)


def _odd_names(folder: Path) -> None:
    for name in (b"\xff\xfe", b"a\nb", b"\x1b[31mred", b" ", b"..x", b"-rf", b"\xe2\x80\xaetxt.exe", b"x" * 255):
        with open(bytes(folder) + b"/" + name, "wb") as file:
            file.write(b"x")


def _pipes(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to("/etc/passwd")
    (folder / "gone").symlink_to("nowhere")


beside("nested", _nested)
beside("sparse", _sparse)
beside("many", lambda folder: [(folder / f"f{n}").write_bytes(b"x") for n in range(3000)] and None)
beside("large", lambda folder: [(folder / f"large{n}").write_bytes(bytes(12 << 20)) for n in range(4)] and None, reason=None)
beside("odd_names", _odd_names)
beside("pipes", _pipes, reason=None)
beside("deep", lambda folder: (folder.joinpath(*["d"] * 30)).mkdir(parents=True))
for _name, _when in {
    "nonsense": b"\xff\x00\xed\xa0\x80", "huge_year": b"99999-01-01 00:00:00 UTC", "year_one": b"0001-01-01 00:00:00 +2359",
    "odd_zone": b"2026-01-01 10:00:00 +999999", "last_day": b"9999-12-31 23:59:59 -1200", "digits": b"9" * 64,
    "words": b"now tomorrow UTC-3 10 am pm", "half": "2026-01-01 \ud800".encode("utf-8", "surrogatepass"),
}.items():  # fmt: skip
    add(f"time_{_name}", "folder", ALL, files={"timestamp.txt": _when})
add("request_of_bytes", "folder", ALL, files={"regrade.txt": b"mean: \xff\x00\xed\xa0\x80<script>\n\x00: x\nmean:" + b"y" * 9000})

# --- text: what no file or database takes --------------------------------------------------------------------------------------
add("text_surrogate_raised", "text", REST, answers={"double": "def double(x):\n    raise ValueError('\\ud800')"})
add("text_surrogate_shown", "text", ALL, last=("raise ValueError('\\ud800\\udfff\\x00')",))
add("text_nul_raised", "text", REST, answers={"double": "def double(x):\n    raise ValueError('a\\0b')"})
add("text_surrogate_name", "text", REST, answers={"double": "class E(Exception): pass\nE.__name__ = '\\udc80'\ndef double(x): raise E"})
add("text_surrogate_answer", "text", REST, answers={"double": "def double(x): return '\\ud800'"})
add("text_surrogate_key", "text", REST, answers={"double": "def double(x): return {'\\ud800': 1}"})
add("text_surrogate_reply", "text", NONE, last=("patch(SERVE, _reply=lambda ns, req: {'error': '\\ud800', 'text': '\\ud800'})",))
add("text_worksheets", "text", NONE, edit=lambda nb: {"worksheets": [{"cells": 5}, {"cells": "x"}, 3, None]})
add("text_ids", "text", ALL, edit=_cells(lambda cells: [{**c, "id": "\ud800" * 9} for c in cells]))
add("text_sources", "text", NONE, edit=_cells(lambda cells: [{**c, "source": [1, None, {"a": "b"}]} for c in cells]))
add("text_number", "text", NONE, reason=SOME, edit=lambda nb: b'{"cells": [' + b"9" * 100000 + b"]}")
add("text_constants", "text", NONE, edit=lambda nb: b'{"cells": [NaN, -Infinity, 1e999, {"source": NaN}]}')

# --- counters and memory of the kernel that nobody counts ------------------------------------------------------------
add(
    "honest_database",
    "honest",
    ALL,
    last=("import sqlite3\nwith sqlite3.connect('a.db') as db:\n    db.execute('create table t (x)'); db.execute('insert into t values (3)')\n"
          "assert sqlite3.connect('a.db').execute('select x from t').fetchall() == [(3,)]",),
)  # fmt: skip
attack(
    "queued_signals",
    "counters",
    "import struct\nlibc = ctypes.CDLL(None)\nsignal.pthread_sigmask(signal.SIG_BLOCK, [40])\n"
    "info = ctypes.create_string_buffer(struct.pack('iiii', 40, 0, -1, 0).ljust(128, b'\\0'))\n"
    "call = {'x86_64': 129, 'aarch64': 138}[os.uname().machine]\n"
    "return sum(libc.syscall(call, os.getpid(), 40, info) == 0 for _ in range(1000)) > 100",
)
attack(
    "file_locks",
    "counters",
    "import fcntl\nfile = open('/tmp/work/locked', 'w+b')\nfcntl.lockf(file, fcntl.LOCK_EX)\n"
    "if os.fork() == 0:\n    try: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n    except OSError: os._exit(1)\n    os._exit(0)\n"
    "return os.wait()[1] != 0",  # the kernel kept a lock, and so memory, for it
)
# --- answers that would grow, and clocks -----------------------------------------------------------------------------
TO_SHOUT = "import importlib\n_r = importlib.import_module(SERVE)._reply\npatch(SERVE, _reply=lambda ns, req: {'value': %s} if req['name'] == 'shout' else _r(ns, req))"
BUT_SHOUT = {"double": 2, "mean": 3, "shout": 0}
add("grows_text", "grows", BUT_SHOUT, last=(TO_SHOUT % "{'$array': ['x' * 200000] + [''] * 200000, 'dtype': 'str', 'shape': [200001]}",))
add("grows_shape", "grows", BUT_SHOUT, last=(TO_SHOUT % "{'$array': [], 'dtype': 'float64', 'shape': [10**10, 0]}",))
add("grows_keys", "grows", BUT_SHOUT, last=(TO_SHOUT % "{'$dict': [[k * (2**61 - 1), 0] for k in range(1, 100000)]}",))
add(
    "own_clock",
    "clock",
    NONE,
    answers={"double": "import time\ndef double(x):\n    time.sleep(20 if x > 9 else 0)\n    return 2 * x"},
    last=("import importlib\n_w = importlib.import_module(SERVE)._wait\npatch(SERVE, _wait=lambda child, fd, until: _w(child, fd, until + 1000))",),
    reason="could not be stopped",
)
