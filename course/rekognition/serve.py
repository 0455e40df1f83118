"""Run the service over HTTP with uvicorn."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

from course.rekognition.errors import RekognitionError
from course.rekognition.service import Service
from course.rekognition.store import Store

CONNECTIONS = 64  # at a time; a further one is answered 503, and boto3 tries again


def run(host: str, port: int, anyone: bool, store: Path, recogniser: str, similarity: Path | None,
        ready: Callable[[str], None]) -> None:
    """Serve until interrupted. ``ready`` is called with the address once connections are accepted.

    Raises CourseError when the address, the store or the similarity curve cannot be used.
    """
    try:
        import uvicorn

        from course.rekognition.app import application, is_loopback
    except ImportError as error:
        raise RekognitionError(f"{error.name} is not installed. Run `pip install 'course[service]'`.") from None
    if not anyone and not is_loopback(host):
        raise RekognitionError(f"{host} is not an address of this machine alone. To let other machines in, add --anyone; "
                               "whoever reaches the port can then read and change every collection.")
    listening = _listen(host, port)
    app = application(Service(Store(store), recogniser, similarity), anyone)
    # Forwarded headers are not believed: they would let a caller name its own address.
    config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False,
                            limit_concurrency=CONNECTIONS)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listening.getsockname()[1]}")
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has shut down in good order, and passes Ctrl-C on
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise RekognitionError(f"cannot listen on {host}, port {port}: {error.strerror}. Choose another with --port.") from None
