"""Hostile submissions, each with the outcome it must have.

An *attack* is code that returns something true when it got where it should not. It is wrapped so that ``double`` is right
only if the attack worked: a sandbox that leaks shows up as points. The other answers are right, and must still score.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from small_course import RIGHT, code

ALL = {"double": 2, "mean": 3, "shout": 1}
NONE = {"double": 0, "mean": 0, "shout": 0}
REST = {"double": 0, "mean": 3, "shout": 1}
SOME = "."


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
    NONE,
    last=(
        HOLD
        + "import mmap\nkeep = [mmap.mmap(-1, 10**8) for _ in range(15)]\nfor m in keep: m[:] = bytes(10**8)\ntime.sleep(30)",
    ),
    reason=SOME,
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
    "two_notebooks_neither", "notebook", NONE, file_name="a.ipynb", files={"b.ipynb": b"{}"}, reason="several notebooks"
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
    "new = lambda v, depth=0: {'passed': True, '$equal': True}\npatch('course.checks.wire', encode=new)\npatch(SERVE, encode=new)",
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
    reason=None,
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
