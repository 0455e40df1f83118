"""Run the service over HTTP with uvicorn."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from course.rekognition.errors import RekognitionError
from course.rekognition.service import Service

WAITING = 1024  # connections that may wait to be accepted


def run(host: str, port: int, service: Callable[[], Service], door, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. ``door``: see ``course.rekognition.app.Door``; ``service`` makes what answers, once the
    address is known to be free. ``ready`` is called with the address once connections are accepted.

    Raises
    ------
    CourseError
        When the address, the store or the similarity curve cannot be used.
    """
    import uvicorn

    from course.rekognition.app import application, is_loopback

    if not door.anyone and not door.hosts and not is_loopback(host):
        raise RekognitionError(f"{host} is not an address of this machine alone. To let a container in, add --allow-host NAME; "
                               "to let other machines in, add --anyone. Whoever reaches the port can then read and change "
                               "every collection.")
    listening = listen(host, port)
    app = application(service(), door)
    # Forwarded headers are not believed: they would let a caller name its own address.
    config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False, backlog=WAITING)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{listening.getsockname()[1]}")
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn has shut down in good order, and passes Ctrl-C on
        uvicorn.Server(config).run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that accepts connections at this address.

    Raises
    ------
    CourseError
        When it is taken or cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=WAITING)
        # What is accepted takes this over. Without it an answer's second part waits 40 ms for the first to be acknowledged.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        raise RekognitionError(f"cannot listen on {host}, port {port}: {error.strerror}. Choose another with --port.") from None
