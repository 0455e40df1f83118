"""Start the zygote in bubblewrap, and a kernel in it for each submission.

The sandbox sees the system's libraries, the Python environment, the ``course`` package and the course's public data, all
read-only, and nothing else of this machine: no home, no assignments, no other submission, no gradebook, no network.
A path that would put the assignments or the gradebook inside what it sees is refused.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from course import children, paths
from course.faces import packed
from course.grading.sandbox import watch
from course.grading.sandbox.inside.calls import supported
from course.grading.sandbox.kernel import ADVICE, Kernel, SandboxError
from course.grading.sandbox.limits import Limits

INSIDE = "/course"  # where the sandbox sees the package and the data
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin")
SETTINGS = ("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/alternatives")
TRUST = " --trust-submissions runs student code with your own rights; do that only with work you wrote yourself."
NO_ACCOUNT = 0x70000000  # user ids from here on belong to no account
GONE = 30  # seconds in which all that a killed submission started is gone, also on a busy machine


def find_bwrap() -> str:
    """Path of the bubblewrap program.

    Raises
    ------
    SandboxError
        When it is not installed, or this is not Linux; says how to get it.
    """
    if not sys.platform.startswith("linux") or not supported():
        raise SandboxError(
            "Submissions are graded in a Linux sandbox (x86-64 or AArch64): on Windows grade in WSL, on a Mac in a container, or on "
            f"your university's hub; docs/machines.md shows how.{TRUST if hasattr(os, 'fork') else ''}"
        )
    found = shutil.which("bwrap")
    if not found:
        raise SandboxError(
            "bubblewrap is not installed, so untrusted work is not graded here. Install it: `apt-get install bubblewrap` "
            f"(Debian, Ubuntu), `dnf install bubblewrap` (Fedora) or `pacman -S bubblewrap` (Arch).{TRUST}"
        )
    return found


def _visible() -> list[Path]:
    """Folders of this machine that the sandbox sees, read-only, where they are."""
    prefixes = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent}
    out = [Path("/usr")]
    for prefix in sorted(prefixes):
        if not any(prefix.is_relative_to(seen) for seen in out):
            out.append(prefix)
    return out


def _inside(path: Path) -> Path:
    """Where the sandbox sees a folder of this machine: in its own place, but for what lies in /tmp.

    Each submission gets an empty /tmp of its own, which would cover an environment that stands there.
    """
    return Path(INSIDE, "outer", *path.parts[1:]) if path.is_relative_to("/tmp") else path


def _python() -> str:
    """This interpreter, as the sandbox names it. Not resolved: the environment is known by the link's own place."""
    return str(_inside(Path(sys.executable)))


def _command(bwrap: str, protect: tuple[Path, ...]) -> list[str]:
    visible = _visible()
    for path in protect:
        for seen in [*visible, paths.PACKAGE, paths.DATA]:
            if paths.INSTALLED and path.resolve().is_relative_to(paths.SHIPPED):
                continue  # covered below
            if path.resolve().is_relative_to(seen.resolve()):
                raise SandboxError(f"{path} lies inside {seen}, which the sandbox can read. Move it elsewhere.")
    command = [bwrap, "--die-with-parent", "--new-session", "--clearenv", "--unshare-pid", "--unshare-net"]
    command += [
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--cap-drop",
        "ALL",
        "--cap-add",
        "CAP_SYS_ADMIN",
    ]
    if os.geteuid() == 0:
        for name in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP", "CAP_KILL"):
            command += ["--cap-add", name]
    else:
        command += ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    for folder in _parents([*map(_inside, visible), *map(Path, SETTINGS), Path(INSIDE, "data"), Path(INSIDE, "faces")]):
        command += ["--perms", "0755", "--dir", str(folder)]
    for name in SYSTEM:
        if os.path.islink(name):
            command += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            command += ["--ro-bind", name, name]
    for name in SETTINGS:
        command += ["--ro-bind-try", name, name]
    for path in visible[1:]:
        command += ["--ro-bind", str(path), str(_inside(path))]
    command += ["--ro-bind", str(paths.PACKAGE), f"{INSIDE}/course"]
    command += ["--ro-bind-try", str(paths.DATA), f"{INSIDE}/data"]
    command += ["--ro-bind-try", str(packed.folder()), f"{INSIDE}/faces"]
    if paths.INSTALLED:  # the assignments lie inside the package: an empty folder covers them wherever the package is seen
        seen = [str(_inside(paths.SHIPPED))] if any(paths.SHIPPED.is_relative_to(one) for one in visible) else []
        for folder in (f"{INSIDE}/course/{paths.SHIPPED.name}", *seen):
            command += ["--tmpfs", folder, "--remount-ro", folder]
    command += ["--dev", "/dev", "--remount-ro", "/dev", "--tmpfs", "/tmp", "--remount-ro", "/", "--chdir", "/"]
    for name, value in _environment(INSIDE, "/tmp").items():
        command += ["--setenv", name, value]
    return command


def _parents(folders: list[Path]) -> list[Path]:
    """Every folder above these, outermost first. bubblewrap alone would make them for its own user only."""
    found = {parent for folder in folders for parent in folder.parents} - {Path("/"), Path("/usr")}
    return sorted(p for p in found if not p.is_relative_to("/usr"))


def _environment(root: str, home: str) -> dict[str, str]:
    return {
        "PATH": f"{os.path.dirname(_python())}:/usr/bin:/bin",
        "PYTHONPATH": root,
        "COURSE_DATA": f"{INSIDE}/data" if root == INSIDE else str(paths.DATA),
        "COURSE_FACES": f"{INSIDE}/faces" if root == INSIDE else str(packed.folder()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "HOME": home,
        "USER": "student",
        "LANG": "C.UTF-8",
        "IPYTHONDIR": f"{home}/ipython",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "NBGRADER_EXECUTION": "autograde",
        # One thread each: a zygote with threads could not fork, and submissions share the machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


class Sandbox:
    """One zygote in its sandbox; runs one submission at a time.

    ``protect`` names paths that must stay out of sight. ``trust`` leaves the sandbox away altogether.
    """

    def __init__(self, *, protect: tuple[Path, ...] = (), trust: bool = False):
        bwrap = None if trust else find_bwrap()
        if trust and not hasattr(os, "fork"):
            raise SandboxError("nothing is graded on Windows itself, not even work that is trusted: grade in WSL; docs/machines.md shows how.")
        self.trust = trust
        self.home = tempfile.mkdtemp(prefix="course-trusted-") if trust else None
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._control, inner = socket.socketpair()
        options = {"isolate": not trust, "uid": None, "home": f"{self.home}/work"}
        if not trust and os.geteuid() == 0:
            options["uid"] = NO_ACCOUNT + os.getpid()  # one for each sandbox: process limits count by user id
        command = [] if trust else _command(bwrap, protect)
        zygote = ("-m", "course.grading.sandbox.inside.zygote", str(inner.fileno()), json.dumps(options))
        command += children.python(*zygote, interpreter=sys.executable if trust else _python())
        environment = children.environment(**_environment(str(paths.PACKAGE.parent), self.home)) if trust else {}
        self._process = subprocess.Popen(
            command,
            pass_fds=[inner.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )
        inner.close()
        self._control.settimeout(120)
        try:
            started = self._control.recv(5) == b"ready"
        except OSError:
            started = False
        if not started:
            words = self._last_words()
            self.close()
            raise SandboxError(f"the sandbox does not start: {words}. {ADVICE}")
        self._own = set(watch.descendants(self._process.pid))
        self._baseline = watch.memory(list(self._own))

    def _last_words(self) -> str:
        self._errors.seek(0)
        return self._errors.read()[-500:].decode(errors="replace").strip().split("\n")[-1] or "no message"

    @contextlib.contextmanager
    def run(self, cells: list[str], files: Mapping[str, bytes], limits: Limits) -> Iterator[Kernel]:
        """A kernel that runs ``cells`` (source of code cells) beside ``files``; killed wholly at the end.

        Raises
        ------
        SandboxError
            When the sandbox is gone, or processes of an earlier submission cannot be ended.
        """
        self._wait_until_empty()
        mine, theirs = socket.socketpair()
        leash, held = socket.socketpair()
        try:
            socket.send_fds(self._control, [b"run"], [theirs.fileno(), held.fileno()])
        except OSError:
            raise SandboxError(f"the sandbox is gone: {self._last_words()}.") from None
        finally:
            theirs.close()
            held.close()
        kernel = Kernel(mine, leash, limits)
        watcher = threading.Thread(target=self._watched, args=(kernel,), daemon=True)
        watcher.start()
        try:
            kernel.start(cells, files)
            yield kernel
        finally:
            kernel.close()
            watcher.join()
            if self.home:
                shutil.rmtree(f"{self.home}/work", ignore_errors=True)

    def _wait_until_empty(self) -> None:
        """What an earlier submission started may take a moment to go. Its time and memory must not be counted as the next one's."""
        until = time.monotonic() + GONE
        while set(watch.descendants(self._process.pid)) - self._own:
            if time.monotonic() > until:
                raise SandboxError(f"processes of an earlier submission did not end within {GONE} seconds. End them, or start the machine again.")
            time.sleep(0.01)

    def _watched(self, kernel: Kernel) -> None:
        watch.watch(kernel, self._process.pid, self._own, self._baseline)

    def close(self) -> None:
        """End the zygote and everything it started."""
        self._control.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._errors.close()
        if self.home:
            shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def describe(sandbox: Sandbox) -> list[str]:
    """What student code sees in here, asked from inside."""
    probe = (
        "import os, socket\n"
        "status = {'user': os.getuid(), 'processes': 'own', 'root': sorted(os.listdir('/')), 'pid': os.getpid()}\n"
        "try:\n    socket.create_connection(('1.1.1.1', 53), 1); status['network'] = 'REACHABLE'\n"
        "except OSError as error:\n    status['network'] = f'none ({error.strerror})'\n"
        "status['writable'] = [p for p in ('/', '/usr', '/course', '/dev', '/tmp') if os.access(p, os.W_OK)]\n"
    )
    with sandbox.run([probe], {}, Limits.of()) as kernel:
        for _ in kernel.cells():
            pass
        with kernel.questions():
            seen = kernel.value("status").value
    who = f"a user id of its own ({NO_ACCOUNT + os.getpid()})" if os.geteuid() == 0 else "your user id"
    return [
        f"bubblewrap: {find_bwrap()}",
        f"outside, student code is {who}; inside it is {seen['user']} (nobody), without any capability",
        f"network: {seen['network']}",
        f"sees: {', '.join(seen['root'])}",
        f"can write: {', '.join(seen['writable'])} (in memory, thrown away)",
    ]
