"""Messages between processes: a length in four bytes, then JSON. The reader sets the largest length it accepts."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any


class Closed(Exception):
    """The other end is gone."""


class TooLate(Exception):
    """The other end did not answer in time."""


class Malformed(Exception):
    """The other end sent what is no message, or too large a one."""


def send(sock: socket.socket, message: Any, limit: int = (1 << 32) - 1) -> None:
    """Send one message of at most ``limit`` bytes. Raises :class:`Closed`, :class:`TooLate` or :class:`Malformed`."""
    data = json.dumps(message, allow_nan=False).encode()
    if len(data) > limit:
        raise Malformed(f"a message of {len(data)} bytes; at most {limit} are sent")
    try:
        sock.sendall(struct.pack(">I", len(data)) + data)
    except TimeoutError:
        raise TooLate from None
    except OSError:
        raise Closed from None


def receive(sock: socket.socket, limit: int, deadline: float | None = None) -> Any:
    """Read one message of at most ``limit`` bytes before ``deadline`` (``time.monotonic`` seconds).

    Raises
    ------
    Closed, TooLate, Malformed
    """
    (size,) = struct.unpack(">I", _exactly(sock, 4, deadline))
    if size > limit:
        raise Malformed(f"a message of {size} bytes; at most {limit} are accepted")
    try:
        return json.loads(_exactly(sock, size, deadline))
    except (ValueError, RecursionError):
        raise Malformed("a message that is not JSON") from None


def _exactly(sock: socket.socket, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TooLate
        sock.settimeout(left)
        try:
            part = sock.recv(min(size - len(data), 1 << 20))
        except TimeoutError:
            raise TooLate from None
        except OSError:
            raise Closed from None
        if not part:
            raise Closed
        data += part
    return bytes(data)
