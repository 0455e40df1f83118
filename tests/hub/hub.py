"""A real JupyterHub on loopback, set up as deploy/hub says, with accounts of its own; and people who use it through its pages.

The accounts exist in a mount namespace only: bubblewrap lays a passwd and a group file over this machine's, and hides root's home.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from tests.conftest import ROOT, free_port

ACCOUNTS = {"grader-ethics": 61000, "teacher": 61001, "ann": 61002, "bob": 61003}
CONFIG = """\
load_subconfig({config!r})
c = get_config()
c.JupyterHub.authenticator_class = "dummy"  # passwords are the machine's affair; any is taken here
c.DummyAuthenticator.password = "secret"
"""


def readable_by_all(path: Path) -> bool:
    """May everybody come as far as ``path``? Not below root's home, which the namespace hides."""
    return not path.is_relative_to(Path.home()) and all(one.stat().st_mode & 0o005 == 0o005 for one in (path, *path.parents))


class Hub:
    """One machine with a hub. ``as_user`` runs a command on it, ``Person`` comes in through a browser's door."""

    def __init__(self, folder: Path):
        self.folder, self.exchange = folder, folder / "exchange"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        folder.chmod(0o755)
        for name in ("home", "state", "etc"):
            (folder / name).mkdir()
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        lines = Path("/etc/passwd").read_text(encoding="utf-8"), Path("/etc/group").read_text(encoding="utf-8")
        for name, number in ACCOUNTS.items():
            home = folder / "home" / name
            home.mkdir(mode=0o700)
            os.chown(home, number, number)
            lines = lines[0] + f"{name}:x:{number}:{number}::{home}:/bin/sh\n", lines[1] + f"{name}:x:{number}:\n"
        (folder / "etc" / "passwd").write_text(lines[0], encoding="utf-8")
        (folder / "etc" / "group").write_text(lines[1], encoding="utf-8")
        (folder / "etc" / "class.yml").write_text("teachers: [teacher]\nstudents: [ann, bob]\n", encoding="utf-8")
        config = CONFIG.format(config=str(ROOT / "deploy" / "hub" / "jupyterhub_config.py"))
        (folder / "etc" / "hub.py").write_text(config, encoding="utf-8")
        self.bin = Path(sys.executable).parent
        self.environment = {
            "PATH": f"{self.bin}:{Path(shutil.which('node')).parent}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT),
            "COURSE_HUB_CLASS": str(folder / "etc" / "class.yml"), "COURSE_HUB_STATE": str(folder / "state"), "COURSE_HUB_EXCHANGE": str(self.exchange),
            "COURSE_HUB_URL": f"{self.url}/", **{f"COURSE_HUB_{name}_PORT": str(free_port()) for name in ("HUB", "API")},
        }  # fmt: skip

    def _machine(self) -> list[str]:
        command = ["bwrap", "--bind", "/", "/", "--dev-bind", "/dev", "/dev", "--proc", "/proc", "--cap-add", "ALL", "--die-with-parent"]
        home, base = Path.home(), Path(sys.base_prefix)
        if base.is_relative_to(home):  # an interpreter below root's home is of no use to anybody else
            command += ["--perms", "0755", "--tmpfs", str(home)]
            for folder in reversed([one for one in base.parents if one.is_relative_to(home) and one != home]):
                command += ["--perms", "0755", "--dir", str(folder)]
            command += ["--ro-bind", str(base), str(base)]
        for name in ("passwd", "group"):
            command += ["--ro-bind", str(self.folder / "etc" / name), f"/etc/{name}"]
        return command

    @contextlib.contextmanager
    def running(self) -> Iterator[Hub]:
        """The hub and its proxy, up to the point where it answers."""
        log = self.folder / "hub.log"
        with log.open("wb") as out:
            command = [*self._machine(), "--unshare-pid", str(self.bin / "jupyterhub"), "-f", str(self.folder / "etc" / "hub.py")]
            process = subprocess.Popen(command, cwd=self.folder / "state", env=self.environment, stdout=out, stderr=out)
        try:
            patience = time.monotonic() + 180
            while True:
                with contextlib.suppress(requests.ConnectionError):
                    if requests.get(f"{self.url}/hub/api/", timeout=10).ok:
                        break
                assert process.poll() is None and time.monotonic() < patience, self.log()
                time.sleep(0.3)
            yield self
        finally:
            process.send_signal(signal.SIGKILL)  # of the namespace's first process: all others end with it
            process.wait(30)

    def log(self) -> str:
        return (self.folder / "hub.log").read_text(encoding="utf-8", errors="replace")[-6000:]

    def home(self, name: str) -> Path:
        return self.folder / "home" / name

    def as_user(self, name: str, *command: object) -> subprocess.CompletedProcess:
        """What ``name`` would do in a terminal of the machine."""
        number = str(ACCOUNTS[name])
        who = ["setpriv", "--reuid", number, "--regid", number, "--clear-groups"]
        environment = self.environment | {"HOME": str(self.home(name)), "USER": name, "COURSE_CACHE": f"{self.home(name)}/.cache/course", "COURSE_PROGRESS": "",
                                          "JUPYTER_CONFIG_PATH": str(ROOT / "deploy" / "hub" / "etc")}
        return subprocess.run([*self._machine(), "--chdir", str(self.home(name)), *who, *map(str, command)], env=environment, capture_output=True, text=True,
                              encoding="utf-8", check=False)


class Person:
    """Somebody who comes in through the hub's login page; ``server`` is whose server they use."""

    def __init__(self, hub: Hub, name: str, server: str = ""):
        self.hub, self.name, self.server = hub, name, server or name
        self.at = f"/user/{self.server}/"
        self.session = requests.Session()
        self.session.get(f"{hub.url}/hub/login", timeout=60)
        told = {"username": name, "password": "secret", "_xsrf": self.session.cookies.get("_xsrf", path="/hub/")}
        self.entered = self.session.post(f"{hub.url}/hub/login?next=/hub/home", data=told, timeout=60)

    def open(self) -> Person:
        """Start the server, and wait for JupyterLab."""
        assert self.entered.status_code == 200 and self.entered.url.endswith("/hub/home"), self.entered.text[-500:]
        self.session.get(f"{self.hub.url}/hub/spawn/{self.server}", timeout=300)
        patience = time.monotonic() + 180
        while True:
            answer = self.session.get(f"{self.hub.url}{self.at}lab", timeout=120)
            if answer.status_code == 200 and answer.url.startswith(f"{self.hub.url}{self.at}lab"):
                break
            if "/oauth2/authorize" in answer.url:  # whoever enters another account's server is asked once whether they mean it
                hidden = re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', answer.text)
                answer = self.session.post(answer.url, data=hidden, headers={"Referer": answer.url}, timeout=120)
                assert answer.ok, (answer.status_code, hidden, answer.text[-1500:])
            assert time.monotonic() < patience, (answer.status_code, answer.url, self.hub.log())
            time.sleep(0.5)
        self.token = next(one.value for one in self.session.cookies if one.name == "_xsrf" and one.path == self.at)
        return self

    def get(self, place: str, **query: str):
        return self.session.get(f"{self.hub.url}{self.at}{place}", params=query, timeout=300)

    def post(self, place: str, **form: str):
        return self.session.post(f"{self.hub.url}{self.at}{place}", data=form, headers={"X-XSRFToken": self.token}, timeout=300)

    def ask(self, place: str, **form: str):
        """POST, and what came back as JSON, which must say that it went well."""
        answer = self.post(place, **form)
        assert answer.ok, (place, answer.status_code, answer.text[-2000:], self.hub.log())
        told = answer.json()
        assert not isinstance(told, dict) or told.get("success", True), (place, told)
        return told
