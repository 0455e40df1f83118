"""The service over HTTP: an ASGI application for uvicorn, on Starlette."""

from __future__ import annotations

import contextlib
import ipaddress

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from course.rekognition.errors import Refusal
from course.rekognition.protocol import Answer, answer, refuse, too_large
from course.rekognition.rules import MOST_BODY
from course.rekognition.service import Service

MOST_READ = 16 * MOST_BODY  # of a body that is too large: read and thrown away, so that the client hears the answer


def application(service: Service, anyone: bool = False) -> Starlette:
    """The ASGI application. It answers this machine alone, unless ``anyone``; it closes the store at the end."""

    async def handle(request: Request) -> Response:
        if not anyone and not _is_local(request):
            return _response(refuse(_not_local()))
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Refusal as refusal:
            return _response(refuse(refusal))
        return _response(await run_in_threadpool(answer, service, request.headers, body))

    async def hello(request: Request) -> Response:
        if not anyone and not _is_local(request):
            return _response(refuse(_not_local()))
        return PlainTextResponse("A local service with the shape of Amazon Rekognition, for boto3. Built here: "
                                 f"{', '.join(service.operations)}.\n")

    @contextlib.asynccontextmanager
    async def lifespan(_):
        yield
        service.store.close()

    return Starlette(routes=[Route("/", handle, methods=["POST"]), Route("/", hello)], lifespan=lifespan)


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


def _is_local(request: Request) -> bool:
    """The caller's address, and the name it called by: a web page elsewhere can point a name of its own at 127.0.0.1."""
    called = request.headers.get("host", "")
    name = called.partition("]")[0] + "]" if called.startswith("[") else called.partition(":")[0]
    return request.client is not None and is_loopback(request.client.host) and is_loopback(name)


def _not_local() -> Refusal:
    return Refusal("AccessDeniedException", "this service answers its own machine alone. To let others in, start it with "
                   "--anyone.", status=403)


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
