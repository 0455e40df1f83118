"""boto3's own client for the local service, in this process or over HTTP, and the distances behind an answer."""

from __future__ import annotations

import io
from pathlib import Path

from course.rekognition.errors import RekognitionError
from course.rekognition.protocol import DISTANCES, RECOGNISER, SCALE, UNMATCHED, answer

NOWHERE = "http://rekognition.invalid"  # a name that no resolver knows: were the client to reach for it, it would fail


def client(endpoint_url: str | None = None, *, recogniser: str = "sface", store: Path | str | None = None,
           similarity: Path | None = None, scale: str = "cast", s3: Path | str | None = None):
    """Return ``boto3.client("rekognition")``, talking to the local service.

    Without ``endpoint_url`` the service is in this process: no port is opened. Its collections are its own, and gone
    with it, unless ``store`` names a file to keep them in. ``scale`` is the similarity scale in force, "cast" or
    "published" (see ``course.rekognition.scale``): for photographs, such as your own, take "published". ``s3`` is a
    folder that stands for S3: bucket and key are a path in it. With ``endpoint_url``, such as
    ``"http://127.0.0.1:8765"``, the client talks to ``course rekognition serve``, and the other arguments are the
    server's.

    The client is boto3's, unmodified: in this process, an event handler of boto3's answers instead of a socket.

    Raises
    ------
    CourseError
        When the weights, the similarity curve or the store cannot be used.
    """
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise RekognitionError("boto3 is not installed. Run `make lab` again.") from None

    made = boto3.client(
        "rekognition", endpoint_url=endpoint_url or NOWHERE, region_name="us-east-1",
        aws_access_key_id="local", aws_secret_access_key="local", aws_session_token=None,
        config=Config(proxies={}, retries={"mode": "standard"}),
    )  # fmt: skip
    if endpoint_url is None:
        from course.rekognition.service import Service
        from course.rekognition.store import Store

        made.meta.events.register("before-send.rekognition", _Here(Service(Store(store), recogniser, similarity, scale, s3)))
    return made


class _Here:
    """Answers the client's prepared requests, in place of the network."""

    def __init__(self, service):
        self._service = service

    def __call__(self, request, **_):
        from botocore.awsrequest import AWSResponse

        headers = {name.lower(): _text(value) for name, value in request.headers.items()}
        body = request.body.encode() if isinstance(request.body, str) else bytes(request.body or b"")
        given = answer(self._service, headers, body)
        return AWSResponse(request.url, given.status, given.headers, _Raw(given.body))


class _Raw(io.BytesIO):
    """A body in the form that AWSResponse reads."""

    def stream(self):
        yield self.read()


def explain(response: dict):
    """Return a DataFrame with the raw distance behind each similarity of ``response``, nearest first.

    ``response`` is what compare_faces or one of the searches returned. Columns: ``face`` (external image id, else face
    id, else user id, else the place in this list), ``matched`` (similarity at or above the threshold), ``similarity`` (0
    to 100, ours), ``distance`` (cosine; told for the first thousand, then NaN) and ``scale``, the name of the similarity
    scale. CompareFaces gives no similarity for the faces that did not match; here it is shown too.

    Raises
    ------
    RekognitionError
        For a response of another operation or another service.
    """
    import pandas as pd

    headers = response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    if DISTANCES not in headers:
        raise RekognitionError("this response holds no distances: it is of an operation that compares nothing, or of "
                               "another service. Pass what compare_faces or one of the searches gave.")
    matches = response["FaceMatches"] if "FaceMatches" in response else response["UserMatches"]
    unmatched = [float(similarity) for similarity in headers[UNMATCHED].split()]
    named = [match["Face"] if "Face" in match else match["User"] for match in matches]
    names = [one.get("ExternalImageId") or one.get("FaceId") or one.get("UserId") for one in named]
    names += [None] * len(unmatched)
    distances = [float(apart) for apart in headers[DISTANCES].split()]
    table = pd.DataFrame({
        "face": [name or f"target {number}" for number, name in enumerate(names, 1)],
        "matched": [True] * len(matches) + [False] * len(unmatched),
        "similarity": [match["Similarity"] for match in matches] + unmatched,
        "distance": distances + [float("nan")] * (len(names) - len(distances)),
        "scale": headers[SCALE],
    })
    table.attrs["recogniser"] = headers[RECOGNISER]
    return table


def _text(value) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
