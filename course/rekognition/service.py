"""The operations. Each takes checked parameters and returns the response's members, as JSON has them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from course.matching.detection import VERSION as DETECTOR_VERSION
from course.matching.distances import distance
from course.matching.recognisers import RECOGNISERS, recogniser
from course.matching.weights import FILES
from course.rekognition import rules
from course.rekognition.errors import Refusal, denied, invalid_parameter, not_found
from course.rekognition.model import read_parameters, service_model
from course.rekognition.pictures import FoundFace, shared_looker
from course.rekognition.similarity import METRIC, scale
from course.rekognition.store import Collection, Store, StoredFace

DIGITS = 4  # of a similarity. What is shown is what is held against the threshold.


@dataclass
class Response:
    """The members of a response, and the distances behind its similarities."""

    members: dict
    scores: list[tuple[float, float]] = field(default_factory=list)
    """(distance, similarity) of each of FaceMatches, then of each of UnmatchedFaces."""
    recogniser: str | None = None


class Service:
    """The eleven operations on one store. Any number of threads may call ``carry_out``.

    ``new`` is the recogniser of new collections and of CompareFaces; a collection keeps the one it was made with.
    ``similarity`` is the file of similarity curves. Raises CourseError when that is missing or a name is unknown.
    """

    def __init__(self, store: Store, new: str = "sface", similarity: Path | None = None):
        self.store = store
        self._new = recogniser(new).name
        self._similarity = similarity
        self._scales = {self._new: scale(self._new, similarity)}
        self._looker = shared_looker()

    @cached_property
    def operations(self) -> dict[str, Callable[[dict], Response]]:
        """What is built, by the model's name."""
        return {
            "CompareFaces": self._compare_faces,
            "CreateCollection": self._create_collection,
            "DeleteCollection": self._delete_collection,
            "DeleteFaces": self._delete_faces,
            "DescribeCollection": self._describe_collection,
            "DetectFaces": self._detect_faces,
            "IndexFaces": self._index_faces,
            "ListCollections": self._list_collections,
            "ListFaces": self._list_faces,
            "SearchFaces": self._search_faces,
            "SearchFacesByImage": self._search_faces_by_image,
        }

    def carry_out(self, operation: str, parameters: dict) -> Response:
        """Carry out ``operation`` with ``parameters``, the JSON of a request. Raises Refusal."""
        if operation not in service_model().operation_names:
            raise Refusal("UnknownOperationException", f"Rekognition has no operation {operation[:60]!a}.")
        if operation not in self.operations:
            raise denied(f"{operation} is not part of this local service: it finds, compares and enrols faces, "
                         "and says nothing else about them.")
        return self.operations[operation](read_parameters(operation, parameters))

    # ---- one image, two images ----

    def _detect_faces(self, given: dict) -> Response:
        _check_attributes(given.get("Attributes"), "Attributes")
        faces = self._looker.faces(_bytes(given["Image"], "Image"))
        return Response({"FaceDetails": [face.detail() for face in faces]})

    def _compare_faces(self, given: dict) -> Response:
        threshold = given.get("SimilarityThreshold", rules.COMPARE_THRESHOLD)
        bar = rules.BARS[given.get("QualityFilter", rules.COMPARE_QUALITY)]
        images = [_bytes(given[name], name) for name in ("SourceImage", "TargetImage")]
        sources, targets = ([i for i, face in enumerate(faces) if not face.below(bar)]
                            for faces in map(self._looker.faces, images))
        for name, numbers in (("SourceImage", sources), ("TargetImage", targets)):
            if not numbers:
                raise _no_face(name, bar)
        (template,) = self._looker.templates(images[0], sources[:1], self._new)
        candidates = self._looker.templates(images[1], targets, self._new)
        faces = self._looker.faces(images[1])
        scored = sorted((distance(template, candidate, METRIC), number)
                        for number, candidate in zip(targets, candidates, strict=True))
        similarities = self._similarities(self._new, [apart for apart, _ in scored])
        matches, unmatched, scores = [], [], {True: [], False: []}
        for (apart, number), similarity in zip(scored, similarities, strict=True):
            detail = faces[number].detail()
            scores[similarity >= threshold].append((apart, similarity))
            if similarity >= threshold:
                matches.append({"Similarity": similarity, "Face": detail})
            else:
                unmatched.append(detail)
        source = self._looker.faces(images[0])[sources[0]].detail()
        members = {
            "SourceImageFace": {name: source[name] for name in ("BoundingBox", "Confidence")},
            "FaceMatches": matches, "UnmatchedFaces": unmatched,
        }  # fmt: skip
        return Response(members, scores[True] + scores[False], self._new)

    # ---- collections ----

    def _create_collection(self, given: dict) -> Response:
        if given.get("Tags"):
            raise denied("Tags are not part of this local service. Leave them out.")
        made = self.store.create(given["CollectionId"], self._new, fingerprint(self._new))
        return Response({"StatusCode": 200, "CollectionArn": f"aws:rekognition:local:000000000000:collection/{made.id}",
                         "FaceModelVersion": rules.MODEL_VERSIONS[made.recogniser]})  # fmt: skip

    def _describe_collection(self, given: dict) -> Response:
        found = self.store.collection(given["CollectionId"])
        return Response({
            "FaceCount": self.store.count(found.id), "FaceModelVersion": rules.MODEL_VERSIONS[found.recogniser],
            "CollectionARN": f"arn:aws:rekognition:local:000000000000:collection/{found.id}",
            "CreationTimestamp": found.created, "UserCount": 0,
        })  # fmt: skip

    def _list_collections(self, given: dict) -> Response:
        most = given.get("MaxResults") or rules.PAGE
        after = _read_token(given.get("NextToken"), "collections")
        found = self.store.collections(after, most + 1)
        shown = found[:most]
        members = {"CollectionIds": [one.id for one in shown],
                   "FaceModelVersions": [rules.MODEL_VERSIONS[one.recogniser] for one in shown]}  # fmt: skip
        if len(found) > most:
            members["NextToken"] = _token("collections", shown[-1].row)
        return Response(members)

    def _delete_collection(self, given: dict) -> Response:
        self.store.delete(given["CollectionId"])
        return Response({"StatusCode": 200})

    # ---- faces of a collection ----

    def _index_faces(self, given: dict) -> Response:
        _check_attributes(given.get("DetectionAttributes"), "DetectionAttributes")
        collection = self._collection(given["CollectionId"])
        bar = rules.BARS[given.get("QualityFilter", rules.INDEX_QUALITY)]
        image = _bytes(given["Image"], "Image")
        found, kept, unindexed = self._looker.faces(image), [], []
        for number, face in enumerate(found):  # largest first: with MaxFaces, the smaller ones are left out
            reasons = face.below(bar)
            if not reasons and len(kept) >= given.get("MaxFaces", rules.MOST_FACES_IN_IMAGE):
                reasons = ["EXCEEDS_MAX_FACES"]
            if reasons:
                unindexed.append({"Reasons": reasons, "FaceDetail": face.detail()})
            else:
                kept.append(number)
        stored = _stored_faces(collection, image, given.get("ExternalImageId"), [found[number] for number in kept])
        if kept:
            self.store.add(collection.id, stored, self._looker.templates(image, kept, collection.recogniser))
        version = rules.MODEL_VERSIONS[collection.recogniser]
        records = [{"Face": _shown_face(face, version), "FaceDetail": found[number].detail()}
                   for number, face in zip(kept, stored, strict=True)]
        return Response({"FaceRecords": records, "UnindexedFaces": unindexed, "FaceModelVersion": version})

    def _list_faces(self, given: dict) -> Response:
        collection = self.store.collection(given["CollectionId"])
        if "UserId" in given:
            raise not_found(f"there is no user {given['UserId']!r}: users are not part of this local service.")
        most = given.get("MaxResults") or rules.PAGE
        after = _read_token(given.get("NextToken"), collection.uid)
        found = self.store.faces(collection.id, after, most + 1, given.get("FaceIds"))
        version = rules.MODEL_VERSIONS[collection.recogniser]
        members = {"Faces": [_shown_face(face, version) for _, face in found[:most]], "FaceModelVersion": version}
        if len(found) > most:
            members["NextToken"] = _token(collection.uid, found[most - 1][0])
        return Response(members)

    def _delete_faces(self, given: dict) -> Response:
        gone = self.store.remove(given["CollectionId"], given["FaceIds"])
        absent = [face_id for face_id in dict.fromkeys(given["FaceIds"]) if face_id not in set(gone)]
        members = {"UnsuccessfulFaceDeletions": [{"FaceId": face_id, "Reasons": ["FACE_NOT_FOUND"]} for face_id in absent]}
        if gone:  # the model wants at least one item in it
            members["DeletedFaces"] = gone
        return Response(members)

    def _search_faces(self, given: dict) -> Response:
        collection = self._collection(given["CollectionId"])
        template = self.store.template(collection.id, given["FaceId"])
        if template is None:
            raise invalid_parameter(f"the face {given['FaceId']} is not in the collection {collection.id!r}.")
        response = self._search(collection, template, given, leave_out=given["FaceId"])
        response.members["SearchedFaceId"] = given["FaceId"]
        return response

    def _search_faces_by_image(self, given: dict) -> Response:
        collection = self._collection(given["CollectionId"])
        bar = rules.BARS[given.get("QualityFilter", rules.COMPARE_QUALITY)]
        image = _bytes(given["Image"], "Image")
        faces = self._looker.faces(image)
        number = next((i for i, face in enumerate(faces) if not face.below(bar)), None)
        if number is None:
            raise _no_face("Image", bar)
        (template,) = self._looker.templates(image, [number], collection.recogniser)
        response = self._search(collection, template, given)
        searched = faces[number].detail()
        return Response({"SearchedFaceBoundingBox": searched["BoundingBox"],
                         "SearchedFaceConfidence": searched["Confidence"], **response.members},
                        response.scores, response.recogniser)  # fmt: skip

    def _search(self, collection: Collection, template: np.ndarray, given: dict, leave_out: str | None = None) -> Response:
        threshold = given.get("FaceMatchThreshold", rules.SEARCH_THRESHOLD)
        # A little farther than the threshold's distance: the rounded similarity decides, below.
        furthest = self._scale(collection.recogniser).threshold_distance(max(0.0, threshold - 10**-DIGITS))
        found = self.store.search(collection.id, template, furthest, given.get("MaxFaces", rules.MOST_MATCHES), leave_out)
        version = rules.MODEL_VERSIONS[collection.recogniser]
        matches, scores = [], []
        similarities = self._similarities(collection.recogniser, [apart for _, apart in found])
        for (face, apart), similarity in zip(found, similarities, strict=True):
            if similarity >= threshold:
                matches.append({"Similarity": similarity, "Face": _shown_face(face, version)})
                scores.append((apart, similarity))
        return Response({"FaceMatches": matches, "FaceModelVersion": version}, scores, collection.recogniser)

    # ---- what they share ----

    def _collection(self, name: str) -> Collection:
        """A collection whose templates can be compared with those made now."""
        found = self.store.collection(name)
        if found.weights != fingerprint(found.recogniser):
            raise invalid_parameter(f"the collection {name!r} was made with other weights or another alignment of "
                                    f"{found.recogniser}. Its templates cannot be compared: delete it, and index anew.")
        return found

    def _scale(self, name: str):
        if name not in self._scales:
            self._scales[name] = scale(name, self._similarity)
        return self._scales[name]

    def _similarities(self, name: str, distances: list[float]) -> list[float]:
        """The similarities of distances, as they are shown and held against a threshold."""
        return np.round(self._scale(name).map(np.array(distances, float)), DIGITS).tolist()


def fingerprint(name: str) -> str:
    """Sixteen digits that differ when anything differs that goes into the templates of a recogniser."""
    used = RECOGNISERS[name]
    return hashlib.sha256("|".join([used.sha256, used.alignment, FILES["yunet"].sha256, DETECTOR_VERSION]).encode()).hexdigest()[:16]


def _bytes(image: dict, name: str) -> bytes:
    if "S3Object" in image:
        raise Refusal("InvalidS3ObjectException",
                      f"{name}: this local service fetches nothing. Pass the image itself, as Bytes.")
    if "Bytes" not in image:
        raise invalid_parameter(f"{name} has no Bytes. Pass the content of a JPEG or PNG file.")
    return image["Bytes"]


def _check_attributes(attributes: list[str] | None, name: str) -> None:
    other = sorted(set(attributes or []) - {"DEFAULT"})
    if other:
        raise denied(f"{name}: {', '.join(other)} are not part of this local service. It gives the default ones: box, "
                     "landmarks, pose, quality and confidence. It guesses no age, gender or emotion.")


def _no_face(name: str, bar: rules.Bar) -> Refusal:
    passing = "" if bar == rules.BARS["NONE"] else " that passes the QualityFilter"
    return invalid_parameter(f"{name}: no face found{passing}.")


def _stored_faces(collection: Collection, image: bytes, external: str | None, faces: list[FoundFace]) -> list[StoredFace]:
    """Ids that follow from the collection, the image, the external id and the box.

    So the same image indexed twice, as when a client repeats a request that was cut off, is stored once.
    """
    image_id = uuid.uuid5(uuid.UUID(collection.uid), hashlib.sha256(image).hexdigest())
    stored = []
    for face in faces:
        box = face.bounding_box()
        face_id = uuid.uuid5(image_id, json.dumps([external, box]))
        stored.append(StoredFace(str(face_id), str(image_id), external, box["Left"], box["Top"], box["Width"],
                                 box["Height"], face.detail()["Confidence"]))
    return stored


def _shown_face(face: StoredFace, version: str) -> dict:
    shown = {
        "FaceId": face.face_id, "ImageId": face.image_id, "Confidence": face.confidence,
        "BoundingBox": {"Width": face.box_width, "Height": face.box_height, "Left": face.box_left, "Top": face.box_top},
        "IndexFacesModelVersion": version,
    }  # fmt: skip
    return shown if face.external_image_id is None else shown | {"ExternalImageId": face.external_image_id}


def _token(of: str, last: int) -> str:
    """A pagination token: what is listed, and the row of the last one shown."""
    return base64.urlsafe_b64encode(f"{of}/{last}".encode()).decode()


def _read_token(token: str | None, of: str) -> int:
    """The row to go on after. Raises Refusal when ``token`` was not made for this list."""
    if token is None:
        return 0
    try:
        found_of, _, last = base64.b64decode(token, altchars=b"-_", validate=True).decode().rpartition("/")
        if found_of == of and 0 <= (row := int(last)) < 2**63:
            return row
    except (binascii.Error, ValueError):
        pass
    raise Refusal("InvalidPaginationTokenException",
                  "NextToken is not one that the last response gave for this list. Begin again without it.")
