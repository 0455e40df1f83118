"""What operations answer with: responses, the faces and matches in them, and tokens for the next page."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field

from course.rekognition.errors import Refusal, invalid_parameter
from course.rekognition.pictures import FoundFace
from course.rekognition.rules import BARS, NO_FACE, Bar
from course.rekognition.store import StoredFace


@dataclass
class Response:
    """The members of a response, and what is told beside them."""

    members: dict
    scores: list[tuple[float, float]] = field(default_factory=list)
    """(distance, similarity) of each match, then of each of UnmatchedFaces."""
    recogniser: str | None = None
    scale: str | None = None
    """The name of the similarity scale in force."""
    raw: dict[str, str] = field(default_factory=dict)
    """Further members that are JSON already, by name."""
    left_out: tuple[str, ...] = ()
    """Attributes that were asked for and are not guessed here."""


def shown_face(face: StoredFace, version: str) -> dict:
    """An enrolled face as the model has it."""
    shown = {
        "FaceId": face.face_id, "ImageId": face.image_id, "Confidence": face.confidence,
        "BoundingBox": {"Width": face.box_width, "Height": face.box_height, "Left": face.box_left, "Top": face.box_top},
        "IndexFacesModelVersion": version,
    }  # fmt: skip
    if face.external_image_id is not None:
        shown["ExternalImageId"] = face.external_image_id
    if face.user is not None:
        shown["UserId"] = face.user
    return shown


def no_face(name: str, faces: list[FoundFace], bar: Bar) -> Refusal:
    """The refusal of an image in which no face reaches ``bar``: that there is none, or why none of them does."""
    if not faces:
        return invalid_parameter(f"{NO_FACE} This is the {name}.")
    reasons = sorted({reason for face in faces for reason in face.below(bar)})
    quality = next(name for name, one in BARS.items() if one is bar)
    return invalid_parameter(f"{NO_FACE} This is the {name}: {len(faces)} found, none reaches the QualityFilter {quality} "
                             f"({', '.join(reasons)}).")


def token(of: str, last: int) -> str:
    """A pagination token: what is listed, and the row of the last one shown."""
    return base64.urlsafe_b64encode(f"{of}/{last}".encode()).decode()


def read_token(given: str | None, of: str) -> int:
    """The row to go on after.

    Raises
    ------
    Refusal
        When ``given`` was not made for this list.
    """
    if given is None:
        return 0
    try:
        found_of, _, last = base64.b64decode(given, altchars=b"-_", validate=True).decode().rpartition("/")
        if found_of == of and 0 <= (row := int(last)) < 2**63:
            return row
    except (binascii.Error, ValueError):
        pass
    raise Refusal("InvalidPaginationTokenException",
                  "NextToken is not one that the last response gave for this list. Begin again without it.")


def as_json(value) -> str:
    """``value`` as the body of a response has it."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
