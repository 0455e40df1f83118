"""The operations. Each takes checked parameters and returns the response's members, as JSON has them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import numpy as np

from course.distances import distance
from course.matching.templates import fingerprint
from course.recognisers import RECOGNISERS, recogniser
from course.rekognition import rules
from course.rekognition.answers import Response, as_json, no_face, read_token, shown_face, token
from course.rekognition.buckets import Buckets
from course.rekognition.errors import Refusal, denied, invalid_parameter
from course.rekognition.model import read_parameters, service_model
from course.rekognition.pictures import FoundFace, shared_looker
from course.rekognition.similarity import METRIC, scale
from course.rekognition.store import Collection, Store, StoredFace
from course.rekognition.users import UserOperations

DIGITS = 4  # of a similarity. What is shown is what is held against the threshold.
SAME = 1e-6  # a cosine distance that is rounding alone: the template is compared with itself, and that is 100
GUESSES = ("AgeRange", "Smile", "Eyeglasses", "Sunglasses", "Gender", "Beard", "Mustache", "EyesOpen", "MouthOpen",
           "Emotions", "FaceOccluded", "EyeDirection")
"""What the real service adds for Attributes ALL. A detector of boxes and points cannot say it; it is not guessed here."""
ASKED = {"AGE_RANGE": "AgeRange", "BEARD": "Beard", "EMOTIONS": "Emotions", "EYE_DIRECTION": "EyeDirection",
         "EYEGLASSES": "Eyeglasses", "EYES_OPEN": "EyesOpen", "GENDER": "Gender", "MOUTH_OPEN": "MouthOpen",
         "MUSTACHE": "Mustache", "FACE_OCCLUDED": "FaceOccluded", "SMILE": "Smile", "SUNGLASSES": "Sunglasses"}
SHOWN = 200_000  # enrolled faces whose JSON is kept in memory, about 350 bytes each


class Service:
    """The operations on one store. Any number of threads may call ``carry_out``.

    ``new`` is the recogniser of new collections and of CompareFaces; a collection keeps the one it was made with.
    ``scale`` names the similarity scale (cast or published), ``similarity`` the file of the curves of ``cast``.
    ``s3`` is a folder that stands for S3.

    Raises
    ------
    CourseError
        When a file is missing or a name is unknown.
    """

    def __init__(self, store: Store, new: str = "sface", similarity: Path | None = None, scale: str = "cast",
                 s3: Path | str | None = None):
        self.store = store
        self.scale = scale
        self._new = recogniser(new).name
        self._similarity = similarity
        self._scales = {self._new: self._scale_of(self._new)}
        self._buckets = Buckets(s3)
        self._looker = shared_looker()
        self._shown: dict[str, dict[str, str]] = {}  # collection's uid -> face id -> its JSON
        self._users = UserOperations(self)

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
            **self._users.operations,
        }

    def carry_out(self, operation: str, parameters: dict) -> Response:
        """Carry out ``operation`` with ``parameters``, the JSON of a request.

        Raises
        ------
        Refusal
            When it cannot be carried out: the answer says why.
        """
        if operation not in service_model().operation_names:
            raise Refusal("UnknownOperationException", f"Rekognition has no operation {operation[:60]!a}.")
        if operation not in self.operations:
            raise denied(f"{operation} is not part of this local service. It finds, compares and enrols faces, "
                         "and says nothing else about them. No credentials are wrong: there are none here.")
        return self.operations[operation](read_parameters(operation, parameters))

    # ---- one image, two images ----

    def _detect_faces(self, given: dict) -> Response:
        faces = self._looker.faces(self.image(given["Image"], "Image"))
        return Response({"FaceDetails": [face.detail() for face in faces]}, left_out=_left_out(given.get("Attributes")))

    def _compare_faces(self, given: dict) -> Response:
        threshold = given.get("SimilarityThreshold", rules.COMPARE_THRESHOLD)
        bar = rules.BARS[given.get("QualityFilter", rules.COMPARE_QUALITY)]
        images = [self.image(given[name], name) for name in ("SourceImage", "TargetImage")]
        found = [self._looker.faces(image) for image in images]
        sources, targets = ([i for i, face in enumerate(faces) if not face.below(bar)] for faces in found)
        for name, faces, numbers in zip(("SourceImage", "TargetImage"), found, (sources, targets), strict=True):
            if not numbers:
                raise no_face(name, faces, bar)
        (template,) = self._looker.templates(images[0], sources[:1], self._new)
        candidates = self._looker.templates(images[1], targets, self._new)
        scored = sorted((distance(template, candidate, METRIC), number)
                        for number, candidate in zip(targets, candidates, strict=True))
        similarities = self.similarities(self._new, [apart for apart, _ in scored])
        matches, unmatched, scores = [], [], {True: [], False: []}
        for (apart, number), similarity in zip(scored, similarities, strict=True):
            detail = found[1][number].detail()
            scores[similarity >= threshold].append((apart, similarity))
            if similarity >= threshold:
                matches.append({"Similarity": similarity, "Face": detail})
            else:
                unmatched.append(detail)
        searched = found[0][sources[0]].detail()
        members = {
            "SourceImageFace": {name: searched[name] for name in ("BoundingBox", "Confidence")},
            "FaceMatches": matches, "UnmatchedFaces": unmatched,
        }  # fmt: skip
        return Response(members, scores[True] + scores[False], self._new, self.scale)

    # ---- collections ----

    def _create_collection(self, given: dict) -> Response:
        if given.get("Tags"):
            raise denied("Tags are not part of this local service. Leave them out.")
        made = self.store.create(given["CollectionId"], self._new, fingerprint(self._new))
        return Response({"StatusCode": 200, "CollectionArn": f"aws:rekognition:local:000000000000:collection/{made.id}",
                         "FaceModelVersion": RECOGNISERS[made.recogniser].version})  # fmt: skip

    def _describe_collection(self, given: dict) -> Response:
        found = self.store.collection(given["CollectionId"])
        return Response({
            "FaceCount": self.store.count(found.id), "FaceModelVersion": RECOGNISERS[found.recogniser].version,
            "CollectionARN": f"arn:aws:rekognition:local:000000000000:collection/{found.id}",
            "CreationTimestamp": found.created, "UserCount": self.store.count_users(found.id),
        })  # fmt: skip

    def _list_collections(self, given: dict) -> Response:
        most = given.get("MaxResults") or rules.PAGE
        after = read_token(given.get("NextToken"), "collections")
        found = self.store.collections(after, most + 1)
        shown = found[:most]
        members = {"CollectionIds": [one.id for one in shown],
                   "FaceModelVersions": [RECOGNISERS[one.recogniser].version for one in shown]}  # fmt: skip
        if len(found) > most:
            members["NextToken"] = token("collections", shown[-1].row)
        return Response(members)

    def _delete_collection(self, given: dict) -> Response:
        self.store.delete(given["CollectionId"])
        return Response({"StatusCode": 200})

    # ---- faces of a collection ----

    def _index_faces(self, given: dict) -> Response:
        collection = self.collection(given["CollectionId"])
        bar = rules.BARS[given.get("QualityFilter", rules.INDEX_QUALITY)]
        image = self.image(given["Image"], "Image")
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
        version = RECOGNISERS[collection.recogniser].version
        records = [{"Face": shown_face(face, version), "FaceDetail": found[number].detail()}
                   for number, face in zip(kept, stored, strict=True)]
        return Response({"FaceRecords": records, "UnindexedFaces": unindexed, "FaceModelVersion": version},
                        left_out=_left_out(given.get("DetectionAttributes")))

    def _list_faces(self, given: dict) -> Response:
        collection = self.store.collection(given["CollectionId"])
        if "UserId" in given:
            self.store.check_user(collection.id, given["UserId"])
        most = given.get("MaxResults") or rules.PAGE
        after = read_token(given.get("NextToken"), collection.uid)
        found = self.store.faces(collection.id, after, most + 1, given.get("FaceIds"), given.get("UserId"))
        version = RECOGNISERS[collection.recogniser].version
        members = {"Faces": [shown_face(face, version) for _, face in found[:most]], "FaceModelVersion": version}
        if len(found) > most:
            members["NextToken"] = token(collection.uid, found[most - 1][0])
        return Response(members)

    def _delete_faces(self, given: dict) -> Response:
        gone = self.store.remove(given["CollectionId"], given["FaceIds"])
        self.forget_shown(given["CollectionId"], gone)
        absent = [face_id for face_id in dict.fromkeys(given["FaceIds"]) if face_id not in set(gone)]
        return Response({"DeletedFaces": gone, "UnsuccessfulFaceDeletions": [
            {"FaceId": face_id, "Reasons": ["FACE_NOT_FOUND"]} for face_id in absent]})  # fmt: skip

    def _search_faces(self, given: dict) -> Response:
        collection = self.collection(given["CollectionId"])
        template = self.store.template(collection.id, given["FaceId"])
        if template is None:
            raise invalid_parameter(f"the face {given['FaceId']} is not in the collection {collection.id!r}.")
        response = self._search(collection, template, given, leave_out=given["FaceId"])
        response.members["SearchedFaceId"] = given["FaceId"]
        return response

    def _search_faces_by_image(self, given: dict) -> Response:
        collection = self.collection(given["CollectionId"])
        bar = rules.BARS[given.get("QualityFilter", rules.COMPARE_QUALITY)]
        image = self.image(given["Image"], "Image")
        faces = self._looker.faces(image)
        number = next((i for i, face in enumerate(faces) if not face.below(bar)), None)
        if number is None:
            raise no_face("Image", faces, bar)
        (template,) = self._looker.templates(image, [number], collection.recogniser)
        response = self._search(collection, template, given)
        searched = faces[number].detail()
        response.members |= {"SearchedFaceBoundingBox": searched["BoundingBox"],
                             "SearchedFaceConfidence": searched["Confidence"]}  # fmt: skip
        return response

    def _search(self, collection: Collection, template: np.ndarray, given: dict, leave_out: str | None = None) -> Response:
        threshold = given.get("FaceMatchThreshold", rules.SEARCH_THRESHOLD)
        ids, distances = self.store.search(collection.id, template, self.furthest(collection.recogniser, threshold),
                                           given.get("MaxFaces", rules.MOST_MATCHES), leave_out)
        similarities = self.similarities(collection.recogniser, distances)
        kept = int(np.count_nonzero(np.array(similarities) >= threshold))  # nearest first, so the last ones fall out
        found = list(zip(self._texts(collection, ids[:kept]), distances, similarities, strict=False))
        if any(text is None for text, _, _ in found):  # deleted since it was found
            found = [one for one in found if one[0] is not None]
        matches = ",".join([f'{{"Similarity":{similarity!r},"Face":{text}}}' for text, _, similarity in found])
        return Response({"FaceModelVersion": RECOGNISERS[collection.recogniser].version},
                        [(apart, similarity) for _, apart, similarity in found], collection.recogniser, self.scale,
                        raw={"FaceMatches": f"[{matches}]"})  # fmt: skip

    # ---- what they share ----

    def image(self, given: dict, name: str) -> bytes:
        """The content of the image in the member called ``name``.

        Raises
        ------
        Refusal
            When it holds none.
        """
        if "S3Object" in given:
            return self._buckets.read(given["S3Object"], name)
        if "Bytes" not in given:
            raise invalid_parameter(f"{name} has neither Bytes nor S3Object. Pass the content of a JPEG or PNG file.")
        return given["Bytes"]

    def look(self, image: bytes) -> list[FoundFace]:
        """The faces in an image, largest first."""
        return self._looker.faces(image)

    def represent(self, image: bytes, number: int, name: str) -> np.ndarray:
        """The template of the face at this place of ``look``."""
        return self._looker.templates(image, [number], name)[0]

    def collection(self, name: str) -> Collection:
        """A collection whose templates can be compared with those made now.

        Raises
        ------
        Refusal
            When there is none, or when its templates were made another way.
        """
        found = self.store.collection(name)
        if found.recogniser not in RECOGNISERS or found.weights != fingerprint(found.recogniser):
            raise invalid_parameter(f"the collection {name!r} was made with other weights or another alignment of "
                                    f"{found.recogniser}. Its templates cannot be compared: delete it, and index anew.")
        return found

    def furthest(self, name: str, threshold: float) -> float:
        """The distance beyond which no similarity reaches ``threshold``; a little more, as the rounded one decides."""
        return max(SAME, self._scale(name).threshold_distance(max(0.0, threshold - 10**-DIGITS)))

    def similarities(self, name: str, distances: list[float]) -> list[float]:
        """The similarities of distances, as they are shown and held against a threshold."""
        distances = np.array(distances, float)
        return np.where(distances <= SAME, 100.0, np.round(self._scale(name).map(distances), DIGITS)).tolist()

    def forget_shown(self, collection: str, ids: list[str]) -> None:
        """Enrolled faces have changed, or are gone: what was kept to show of them is out of date."""
        shown = self._shown.get(self.store.collection(collection).uid, {})
        for face_id in ids:
            shown.pop(face_id, None)

    def _texts(self, collection: Collection, ids: list[str]) -> list[str | None]:
        """The JSON of enrolled faces; None for one that is gone. It is kept: the same faces are found again and again."""
        shown = self._shown.setdefault(collection.uid, {})
        texts = list(map(shown.get, ids))
        if None in texts:
            missing = [face_id for face_id, text in zip(ids, texts, strict=True) if text is None]
            version = RECOGNISERS[collection.recogniser].version
            fresh = {face.face_id: as_json(shown_face(face, version))
                     for _, face in self.store.faces(collection.id, 0, len(missing), missing)}
            texts = [text or fresh.get(face_id) for face_id, text in zip(ids, texts, strict=True)]
            if sum(map(len, self._shown.values())) + len(fresh) > SHOWN:
                self._shown.clear()
            else:
                shown |= fresh
        return texts

    def _scale_of(self, name: str):
        return scale(name, self.scale, self._similarity)

    def _scale(self, name: str):
        if name not in self._scales:
            self._scales[name] = self._scale_of(name)
        return self._scales[name]


def _left_out(attributes: list[str] | None) -> tuple[str, ...]:
    """The attributes asked for that are not guessed."""
    asked = set(attributes or ())
    return GUESSES if "ALL" in asked else tuple(sorted(ASKED[name] for name in asked if name in ASKED))


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
