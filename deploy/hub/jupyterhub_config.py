"""A hub on one machine for one class: docs/hub.md takes you from nothing to it.

Every person is an account of this machine, and the operating system keeps their files apart. One account more, ``grader-ethics``,
holds the class. Nobody logs in as it: its server is opened, at ``/user/grader-ethics``, by whoever is a teacher or a grader, and by nobody else.
What differs from machine to machine is named by environment variables, so this file need not be changed.
"""

import os
import pwd
import sys
from pathlib import Path

import yaml
from tornado import web

c = get_config()  # noqa: F821 - JupyterHub's

HERE = Path(__file__).resolve().parent
COURSE = os.environ.get("COURSE_HUB_NAME", "ethics")
CLASS = Path(os.environ.get("COURSE_HUB_CLASS", "/etc/course-hub/class.yml"))
STATE = Path(os.environ.get("COURSE_HUB_STATE", "/var/lib/course-hub"))
HUB_PORT, API_PORT = (int(os.environ.get(f"COURSE_HUB_{name}_PORT", port)) for name, port in (("HUB", 8081), ("API", 8001)))
GRADER = f"grader-{COURSE}"
BIN = Path(sys.executable).parent

STATE.mkdir(parents=True, exist_ok=True)
STATE.chmod(0o700)  # it holds everybody's tokens
people = yaml.safe_load(CLASS.read_text(encoding="utf-8"))
teachers, students = set(people["teachers"]), set(people["students"])
if both := teachers & students:
    raise SystemExit(f"{CLASS} names {', '.join(sorted(both))} as teacher and as student. Give a teacher who wants to try a second account.")

# Where it listens. Behind a proxy that speaks HTTPS, or with a key of its own.
c.JupyterHub.bind_url = os.environ.get("COURSE_HUB_URL", "http://127.0.0.1:8000/")
if "COURSE_HUB_SSL_KEY" in os.environ:
    c.JupyterHub.ssl_key, c.JupyterHub.ssl_cert = os.environ["COURSE_HUB_SSL_KEY"], os.environ["COURSE_HUB_SSL_CERT"]
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB_PORT}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{API_PORT}"
c.ConfigurableHTTPProxy.command = [str(HERE / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy")]
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")

# Who may come in, and as what.
c.JupyterHub.authenticator_class = "pam"  # the passwords of this machine; deploy/hub/lti.py for a learning-management system
if GRADER in teachers | students:
    raise SystemExit(f"{GRADER} is the account that holds the class. Name the people in {CLASS}, not it.")
c.Authenticator.allowed_users = teachers | students | {GRADER}  # known to the hub, as its server needs that



def nobody_as_the_class(authenticator, handler, person):
    if person["name"] == GRADER:
        raise web.HTTPError(403, f"Nobody comes in as {GRADER}: come in as yourself, and open /user/{GRADER}.")
    return person


c.Authenticator.post_auth_hook = nobody_as_the_class
c.JupyterHub.load_groups = {f"formgrade-{COURSE}": {"users": [*sorted(teachers), GRADER]}, f"nbgrader-{COURSE}": {"users": sorted(students)}}
c.JupyterHub.load_roles = [
    # nbgrader asks which courses its user belongs to; a server may read that of its own user and of nobody else.
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", "read:users!user"]},
    # Teachers and graders start, stop and enter the server that holds the class.
    {"name": "teach", "groups": [f"formgrade-{COURSE}"],
     "scopes": [f"{scope}!user={GRADER}" for scope in ("list:users", "read:users", "servers", "access:servers")]},
]


def shared(home: str) -> dict[str, str]:
    """What a server needs to know: the course is shared and read only, what it writes goes into the user's home."""
    return {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_PATH": str(HERE / "etc"),
        "COURSE_HUB_NAME": COURSE,
        "COURSE_HUB_EXCHANGE": os.environ.get("COURSE_HUB_EXCHANGE", "/srv/nbgrader/exchange"),
        "COURSE_CACHE": f"{home}/.cache/face-recognition-course",
        "COURSE_PROGRESS": f"{home}/.local/share/face-recognition-course/progress.json",
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
    }


def of(name: str):
    return lambda spawner: shared(pwd.getpwnam(spawner.user.name).pw_dir)[name]


# Everybody's own server. It lays out the lessons in the home, or brings them up to date, before it starts.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = ["/bin/sh", str(HERE / "server.sh")]
c.Spawner.default_url = "/lab"
c.Spawner.environment = {name: of(name) for name in shared("")}
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
