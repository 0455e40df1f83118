"""The service over HTTP: an ASGI application for uvicorn, on Starlette."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from course.rekognition.errors import Refusal, RekognitionError
from course.rekognition.protocol import Answer, answer, refuse, too_large
from course.rekognition.rules import MOST_BODY
from course.rekognition.service import Service

AT_A_TIME = 16  # requests whose bodies are in memory, at most MOST_BODY each; the others wait their turn
MOST_READ = 16 * MOST_BODY  # of a body that is too large: read and thrown away, so that the client hears the answer


@dataclass(frozen=True)
class Door:
    """Who may ask, beside programs on this machine that call it by its own name."""

    anyone: bool = False
    """Any machine, under any name."""
    hosts: tuple[str, ...] = ()
    """Other names that this machine may be called by, as from a container."""
    origin: str | None = None
    """The page, such as http://localhost:3000, whose scripts may ask from a browser: one on this machine."""


def application(service: Service, door: Door = Door()) -> Starlette:
    """The ASGI application. It answers this machine alone, unless ``door`` says more; it closes the store at the end."""
    places = asyncio.Semaphore(AT_A_TIME)

    async def handle(request: Request) -> Response:
        if not _may_ask(request, door):
            return _response(refuse(_not_local(request, door)))
        async with places:  # the others wait: no body is read before there is a place for it
            try:
                body = await _body(request)
            except ClientDisconnect:
                return Response(status_code=400)  # nobody is there to read it
            except Refusal as refusal:
                return _response(refuse(refusal))
            return _response(await run_in_threadpool(answer, service, request.headers, body))

    async def hello(request: Request) -> Response:
        if not _may_ask(request, door):
            return _response(refuse(_not_local(request, door)))
        return PlainTextResponse("A local service with the shape of Amazon Rekognition, for its clients. Similarity scale in "
                                 f"force: {service.scale}. Built here: {', '.join(sorted(service.operations))}.\n")

    @contextlib.asynccontextmanager
    async def lifespan(_):
        yield
        service.store.close()

    made = Starlette(routes=[Route("/", handle, methods=["POST"]), Route("/", hello)], lifespan=lifespan)
    if door.origin:
        made.add_middleware(CORSMiddleware, allow_origins=[door.origin], allow_methods=["POST"], allow_headers=["*"],
                            expose_headers=["*"])
    return made


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without a port, is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def check_origin(origin: str) -> str:
    """Return the origin of a page as a browser sends it.

    Raises
    ------
    RekognitionError
        Unless it is that of a page on this machine.
    """
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not is_loopback(parts.hostname or "") or parts.path not in ("", "/"):
        raise RekognitionError(f"{origin} is not the origin of a page on this machine. Give one such as "
                               "http://localhost:3000.")
    return f"{parts.scheme}://{parts.netloc}"


def _may_ask(request: Request, door: Door) -> bool:
    """By the caller's address, and the name it called by: a web page elsewhere can point a name of its own at 127.0.0.1.

    One of ``door.hosts`` may come from any address: a container's is not this machine's.
    """
    if door.anyone:
        return True
    name = _called(request)
    if name.lower() in {host.lower() for host in door.hosts}:
        return True
    return request.client is not None and is_loopback(request.client.host) and is_loopback(name)


def _called(request: Request) -> str:
    called = request.headers.get("host", "")
    return called.partition("]")[0] + "]" if called.startswith("[") else called.partition(":")[0]


def _not_local(request: Request, door: Door) -> Refusal:
    return Refusal("AccessDeniedException", f"this service answers its own machine alone, and was called {_called(request)!a} "
                   "from elsewhere or under another name. To let a container in, start it with --allow-host and that name; "
                   "to let everybody in, with --anyone.", status=403)


async def _body(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size <= MOST_BODY:
            parts.append(part)
        else:
            parts.clear()
            if size > MOST_READ:
                break
    if size > MOST_BODY:
        raise too_large()
    return b"".join(parts)


def _response(given: Answer) -> Response:
    return Response(given.body, given.status, given.headers)
