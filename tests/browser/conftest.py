"""The site that the browser's tests walk: built once for a whole run, however many workers there are."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import http.server
import threading
from pathlib import Path

import pytest


@contextlib.contextmanager
def served(folder: Path):
    """A plain file server of ``folder`` on this machine. Yields its address."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The whole site with its lessons' outputs and the browser lab. Each lesson is executed once, here or in its own test."""
    pytest.importorskip("mkdocs", reason="THE SITE IS NOT TESTED: install the extra `site` (make site)")
    from course.site.website import build

    base = tmp_path_factory.getbasetemp()
    out = (base if worker_id == "master" else base.parent) / "built" / "somewhere" / "site"
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(out.parent.parent / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second finds it built
        if not out.exists():
            build(out)
    return out


@pytest.fixture(scope="session")
def address(site):
    """The site under /somewhere/site/, not at the root of its server."""
    with served(site.parent.parent) as root:
        yield f"{root}somewhere/site/"
