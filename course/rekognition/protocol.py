"""AWS JSON 1.1: one HTTP request in, one HTTP response out. Neither sockets nor boto3 are known here.

The operation stands in the header X-Amz-Target, the parameters are the body's JSON. An exception is told three ways,
as clients read any of them: the header x-amzn-ErrorType, and ``__type`` and ``Code`` in the body.

Signatures are not checked: there are no accounts here.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from course.rekognition.answers import Response, as_json
from course.rekognition.errors import Refusal
from course.rekognition.model import service_model
from course.rekognition.rules import MOST_BODY, MOST_TOLD
from course.rekognition.service import Service

CONTENT_TYPE = "application/x-amz-json-1.1"
DISTANCES = "x-course-distances"
"""Header: the distance of each match, then of each of UnmatchedFaces, separated by spaces; the first MOST_TOLD."""
UNMATCHED = "x-course-unmatched"
"""Header: the similarity of each of UnmatchedFaces, which the model has no member for."""
RECOGNISER = "x-course-recogniser"
SCALE = "x-course-scale"
"""Header: the name of the similarity scale in force, cast or published."""
LEFT_OUT = "x-course-left-out"
"""Header: attributes that were asked for and are not guessed here, separated by spaces."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """A whole HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


def answer(service: Service, headers: Mapping[str, str], body: bytes) -> Answer:
    """Answer one request. ``headers`` must find names in any case. Never raises an Exception."""
    try:
        operation = _operation(headers)
        response = service.carry_out(operation, _parameters(body))
    except Refusal as refusal:
        return refuse(refusal)
    except Exception:
        log.exception("a request failed")
        return refuse(Refusal("InternalServerError", "the local service failed; its log says why.", status=500))
    return _whole(200, response.members, _told(response), response.raw)


def refuse(refusal: Refusal) -> Answer:
    """The response that tells a client of ``refusal``."""
    members = {"__type": refusal.code, "Code": refusal.code, "Message": refusal.message}
    return _whole(refusal.status, members, {"x-amzn-ErrorType": refusal.code})


def too_large() -> Refusal:
    """For a body that no image of an allowed size makes so large."""
    return Refusal("ImageTooLargeException", f"the request has more than {MOST_BODY:,} bytes: the images are too large. "
                   "Scale them down, or compress them more.")


def _operation(headers: Mapping[str, str]) -> str:
    if headers.get("content-type", "").split(";")[0].strip().lower() != CONTENT_TYPE:
        raise Refusal("UnknownOperationException", f"expected a request of Content-Type {CONTENT_TYPE}.")
    service, _, operation = headers.get("x-amz-target", "").partition(".")
    if service != service_model().metadata["targetPrefix"] or not operation:
        raise Refusal("UnknownOperationException", "the header X-Amz-Target names no operation of Rekognition.")
    return operation


def _parameters(body: bytes) -> dict:
    if len(body) > MOST_BODY:
        raise too_large()
    try:
        parameters = json.loads(body or b"{}", parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Refusal("SerializationException", "the body is not JSON.") from None
    if not isinstance(parameters, dict):
        raise Refusal("SerializationException", "the body is JSON, but not an object.")
    return parameters


def _no_number(text: str):
    raise ValueError(f"{text} is not JSON")


def _told(response: Response) -> dict[str, str]:
    """The headers with what the model has no member for."""
    told = {LEFT_OUT: " ".join(response.left_out)} if response.left_out else {}
    if response.recogniser is None:
        return told
    unmatched = response.scores[len(response.scores) - len(response.members.get("UnmatchedFaces", ())):]
    return told | {
        RECOGNISER: response.recogniser, SCALE: response.scale,
        DISTANCES: " ".join([f"{apart:.5f}" for apart, _ in response.scores[:MOST_TOLD]]),
        UNMATCHED: " ".join([f"{similarity:g}" for _, similarity in unmatched]),
    }  # fmt: skip


def _whole(status: int, members: dict, headers: dict[str, str], raw: Mapping[str, str] | None = None) -> Answer:
    body = as_json(members)
    for name, text in (raw or {}).items():
        body = f'{body[:-1]}{"," if len(body) > 2 else ""}{as_json(name)}:{text}}}'
    content = body.encode()
    common = {"Content-Type": CONTENT_TYPE, "Content-Length": str(len(content)), "x-amzn-RequestId": str(uuid.uuid4())}
    return Answer(status, common | headers, content)
