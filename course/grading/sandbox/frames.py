"""Messages between two processes: JSON, and beside it any number of byte strings that cross as they are.

On the wire a message is two lengths of four bytes (the JSON's, and all the bytes' together), then both. The JSON is a pair
of the message and the length of each byte string. The reader sets the largest message it accepts.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

_HEAD = struct.Struct(">II")


class Closed(Exception):
    """The other end is gone."""


class TooLate(Exception):
    """The other end did not answer in time."""


class Malformed(Exception):
    """The other end sent what is no message, or too large a one."""


def send(sock: socket.socket, message: Any, limit: int = (1 << 32) - 1, *, blobs: Sequence[bytes] = ()) -> None:
    """Send one message of at most ``limit`` bytes. Raises :class:`Closed`, :class:`TooLate` or :class:`Malformed`."""
    text = json.dumps([message, [len(blob) for blob in blobs]], allow_nan=False).encode()
    extra = _total([len(blob) for blob in blobs])
    if len(text) + extra > limit:
        raise Malformed(f"a message of {len(text) + extra} bytes; at most {limit} are sent")
    try:
        sock.sendall(_HEAD.pack(len(text), extra) + text)
        for blob in blobs:
            sock.sendall(blob)
    except TimeoutError:
        raise TooLate from None
    except OSError:
        raise Closed from None


def receive(sock: socket.socket, limit: int, deadline: float | None = None) -> Any:
    """Read one message of at most ``limit`` bytes before ``deadline`` (``time.monotonic`` seconds).

    Raises
    ------
    Closed, TooLate, Malformed
        Also when byte strings come with it.
    """
    message, blobs = receive_all(sock, limit, deadline)
    if blobs:
        raise Malformed("a message with bytes that nobody asked for")
    return message


def receive_all(sock: socket.socket, limit: int, deadline: float | None = None) -> tuple[Any, list[bytes]]:
    """As :func:`receive`, with the byte strings that came with the message."""
    length, extra = _HEAD.unpack(_exactly(sock, _HEAD.size, deadline))
    if length + extra > limit:
        raise Malformed(f"a message of {length + extra} bytes; at most {limit} are accepted")
    text = _exactly(sock, length, deadline)
    try:
        message, sizes = json.loads(text)
        plausible = all(type(size) is int and size >= 0 for size in sizes) and _total(sizes) == extra
    except (ValueError, TypeError, RecursionError):
        raise Malformed("a message that is not JSON") from None
    if not plausible:
        raise Malformed("a message whose lengths do not add up")
    return message, [_exactly(sock, size, deadline) for size in sizes]


def _total(sizes: list[int]) -> int:
    # Not `sum`: it belongs to the student, who may have put something else in its place.
    total = 0
    for size in sizes:
        total += size
    return total


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
