"""What only the prose of the service model states, and what nobody states and we had to choose.

Ranges, lengths, patterns and enumerations stand in the model as data and are read from it (see ``model``). Its prose
is no data, so what it says is written down here, each with the claim in ``data/claims.csv`` that holds the source and
the words by which a test finds it in the installed model.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """A value that the model states in prose."""

    value: float | str
    claim: str
    """Id of the row in data/claims.csv."""
    where: str
    """Operation, or structure.member, whose documentation states it."""
    words: str


STATED = {
    "compare threshold": Stated(80.0, "H02", "CompareFaces", "greater than or equal to 80%"),
    "search threshold": Stated(80.0, "H03", "SearchFacesByImageRequest.FaceMatchThreshold", "The default value is 80%"),
    "faces in an image": Stated(100, "H15", "CompareFaces", "each of the 100 largest faces"),
    "no face": Stated("InvalidParameterException", "H14", "SearchFacesByImage", "If no faces are detected in the input image"),
    "order": Stated("descending", "H12", "SearchFacesByImage", "with the highest similarity first"),
    "quality when comparing": Stated("NONE", "H18", "CompareFacesRequest.QualityFilter", "The default value is NONE"),
    "quality when indexing": Stated("AUTO", "H18", "IndexFaces", "By default, IndexFaces chooses the quality bar"),
}

COMPARE_THRESHOLD = STATED["compare threshold"].value
SEARCH_THRESHOLD = STATED["search threshold"].value
MOST_FACES_IN_IMAGE = STATED["faces in an image"].value
COMPARE_QUALITY = STATED["quality when comparing"].value
INDEX_QUALITY = STATED["quality when indexing"].value

# Ours, because neither the model nor its prose says.
MOST_BODY = 16 * 2**20  # bytes of a request: room for two images of the model's largest size, in base64
PAGE = 1000  # collections or faces in a page, when MaxResults is missing or 0
MOST_MATCHES = 4096  # when MaxFaces is missing: the most that the model lets one ask for
MOST_FACES = 1_000_000  # in a collection: a search goes through all of them, in memory
MOST_COLLECTIONS = 10_000
MODEL_VERSIONS = {"dlib": "0.1", "sface": "0.2"}
"""FaceModelVersion of each recogniser. Below 1, so that none is taken for one of Amazon's."""


@dataclass(frozen=True)
class Bar:
    """What a face must reach to pass a QualityFilter. Amazon's bars are not published; these are ours."""

    confidence: float
    """Least Confidence, 0 to 100."""
    width: float
    """Least width of the box, px."""
    brightness: float
    """Least Quality.Brightness, 0 to 100."""
    sharpness: float
    """Least Quality.Sharpness, 0 to 100."""
    yaw: float
    """Largest turn of the head either way, degrees."""


BARS = {
    "NONE": Bar(0, 0, 0, 0, 180),
    "LOW": Bar(70, 24, 5, 5, 75),
    "MEDIUM": Bar(80, 40, 10, 15, 60),
    "HIGH": Bar(90, 64, 15, 30, 40),
}
BARS["AUTO"] = BARS["LOW"]
