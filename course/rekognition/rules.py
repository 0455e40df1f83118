"""What only the prose of the service model states, and what nobody states and we had to choose.

Ranges, lengths, patterns and enumerations stand in the model as data and are read from it (see ``model``). Its prose
is no data, so what it says is written down here, each with the words by which a test finds it in the installed model
and, where a lesson says it too, the claim in ``data/claims.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """A value that the model states in prose."""

    value: float | str
    claim: str | None
    """Id of the row in data/claims.csv; None for what no lesson says."""
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
    "user threshold": Stated(80.0, None, "SearchUsersByImageRequest.UserMatchThreshold", "Default value is 80"),
    "association threshold": Stated(75.0, None, "AssociateFacesRequest.UserMatchThreshold", "The default value is 75"),
    "faces of a user": Stated(100, None, "AssociateFaces", "associated with a single UserID is also limited to 100"),
}

COMPARE_THRESHOLD = STATED["compare threshold"].value
SEARCH_THRESHOLD = STATED["search threshold"].value
MOST_FACES_IN_IMAGE = STATED["faces in an image"].value
COMPARE_QUALITY = STATED["quality when comparing"].value
INDEX_QUALITY = STATED["quality when indexing"].value

USER_THRESHOLD = STATED["user threshold"].value
ASSOCIATION_THRESHOLD = STATED["association threshold"].value
MOST_FACES_OF_USER = STATED["faces of a user"].value

# From Amazon's page of quotas (docs.aws.amazon.com/rekognition/latest/dg/limits.html), and from the words of errors in
# public logs. The codes of the errors are the service's, too.
LEAST_PIXELS_A_SIDE = 80
MOST_PIXELS_A_SIDE = 10_000
MOST_S3_BYTES = 15 * 2**20
NO_FACE = "There are no faces in the image. Should be at least 1."
"""What clients look for in the message when an image to be searched by shows no face."""

# Ours, because neither the model nor its prose says.
MOST_BODY = 16 * 2**20  # bytes of a request: room for two images of the model's largest size, in base64
MOST_TOLD = 1000  # distances told beside a response: some clients take no more than 16 kB of headers
USERS_PAGE = 500  # users in a page when MaxResults is missing, and users found when MaxUsers is: the most one may ask for
PAGE = 1000  # collections or faces in a page, when MaxResults is missing or 0
MOST_MATCHES = 4096  # when MaxFaces is missing: the most that the model lets one ask for
MOST_FACES = 1_000_000  # in a collection: a search goes through all of them, in memory
MOST_COLLECTIONS = 10_000


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
    "LOW": Bar(85, 24, 5, 5, 75),
    "MEDIUM": Bar(90, 40, 10, 12, 60),
    "HIGH": Bar(95, 64, 15, 20, 40),
}
BARS["AUTO"] = BARS["LOW"]
