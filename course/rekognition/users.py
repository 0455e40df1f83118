"""User vectors: several faces of one person put together, and searched as one.

The vector of a user is the mean of the templates of the faces associated with it, each at unit length. How the real
service makes its own is not published.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable

import numpy as np

from course.distances import distance
from course.recognisers import RECOGNISERS
from course.rekognition import rules
from course.rekognition.answers import Response, read_token, token
from course.rekognition.errors import Refusal, invalid_parameter
from course.rekognition.similarity import METRIC

REMEMBERED = 1000  # client tokens, with the response each was given


class UserOperations:
    """The seven operations on users, on the store of ``service``."""

    def __init__(self, service):
        self._service = service
        self._answered: OrderedDict[tuple[str, str], tuple[str, Response]] = OrderedDict()
        self._lock = threading.RLock()

    @property
    def operations(self) -> dict[str, Callable[[dict], Response]]:
        """By the model's name."""
        return {
            "AssociateFaces": self._once("AssociateFaces", self._associate_faces),
            "CreateUser": self._once("CreateUser", self._create_user),
            "DeleteUser": self._once("DeleteUser", self._delete_user),
            "DisassociateFaces": self._once("DisassociateFaces", self._disassociate_faces),
            "ListUsers": self._list_users,
            "SearchUsers": self._search_users,
            "SearchUsersByImage": self._search_users_by_image,
        }

    def _once(self, operation: str, action: Callable[[dict], Response]) -> Callable[[dict], Response]:
        """A request that comes again with its ClientRequestToken, as after a broken connection, is not done twice."""

        def answer(given: dict) -> Response:
            asked = given.get("ClientRequestToken")
            key, same = (operation, asked), json.dumps(given, sort_keys=True)
            with self._lock:  # one at a time: each looks first and then writes
                if asked is None:
                    return action(given)
                if key in self._answered:
                    before, response = self._answered[key]
                    if before != same:
                        raise Refusal("IdempotentParameterMismatchException", "this ClientRequestToken came before, with "
                                      "other parameters. Use another one.")
                    return response
                response = action(given)
                self._answered[key] = (same, response)
                while len(self._answered) > REMEMBERED:
                    self._answered.popitem(last=False)
                return response

        return answer

    def _create_user(self, given: dict) -> Response:
        self._service.store.create_user(given["CollectionId"], given["UserId"])
        return Response({})

    def _delete_user(self, given: dict) -> Response:
        store, collection, user = self._service.store, given["CollectionId"], given["UserId"]
        store.check_user(collection, user)
        faces = store.faces(collection, 0, rules.MOST_FACES_OF_USER, user=user)
        store.delete_user(collection, user)
        self._service.forget_shown(collection, [face.face_id for _, face in faces])
        return Response({})

    def _list_users(self, given: dict) -> Response:
        collection = self._service.store.collection(given["CollectionId"])
        most, of = given.get("MaxResults") or rules.USERS_PAGE, f"users of {collection.uid}"
        found = self._service.store.users(collection.id, read_token(given.get("NextToken"), of), most + 1)
        members = {"Users": [{"UserId": user, "UserStatus": _status(faces)} for _, user, faces in found[:most]]}
        if len(found) > most:
            members["NextToken"] = token(of, found[most - 1][0])
        return Response(members)

    def _associate_faces(self, given: dict) -> Response:
        service, user = self._service, given["UserId"]
        collection = service.collection(given["CollectionId"])
        service.store.check_user(collection.id, user)
        threshold = given.get("UserMatchThreshold", rules.ASSOCIATION_THRESHOLD)
        wanted = list(dict.fromkeys(given["FaceIds"]))
        there = {face.face_id: face for _, face in service.store.faces(collection.id, 0, len(wanted), wanted)}
        count = len(service.store.faces(collection.id, 0, rules.MOST_FACES_OF_USER + 1, user=user))
        if count >= rules.MOST_FACES_OF_USER:
            raise Refusal("ServiceQuotaExceededException", f"the user {user!r} has {count} faces, the most there may be.")
        vector = service.store.user_vector(collection.id, user)
        associated, failed = [], []
        for face_id in wanted:
            face = there.get(face_id)
            if face is None:
                failed.append({"FaceId": face_id, "Reasons": ["FACE_NOT_FOUND"]})
            elif face.user is not None:
                if face.user != user:
                    failed.append({"FaceId": face_id, "UserId": face.user, "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"]})
            elif vector is not None and (sure := self._similarity(collection, vector, face_id)) < threshold:
                failed.append({"FaceId": face_id, "Confidence": sure, "Reasons": ["LOW_MATCH_CONFIDENCE"]})
            elif count + len(associated) >= rules.MOST_FACES_OF_USER:
                failed.append({"FaceId": face_id, "Reasons": []})
            else:
                associated.append(face_id)
        service.store.associate(collection.id, associated, user)
        service.forget_shown(collection.id, associated)
        return Response({"AssociatedFaces": [{"FaceId": face_id} for face_id in associated],
                         "UnsuccessfulFaceAssociations": failed, "UserStatus": _status(count + len(associated))})

    def _disassociate_faces(self, given: dict) -> Response:
        store, user, collection = self._service.store, given["UserId"], given["CollectionId"]
        store.check_user(collection, user)
        wanted = list(dict.fromkeys(given["FaceIds"]))
        there = {face.face_id: face for _, face in store.faces(collection, 0, len(wanted), wanted)}
        gone = [face_id for face_id in wanted if face_id in there and there[face_id].user == user]
        failed = [{"FaceId": face_id, "Reasons": ["FACE_NOT_FOUND"]} for face_id in wanted if face_id not in there]
        failed += [{"FaceId": face.face_id, "UserId": face.user, "Reasons": ["ASSOCIATED_TO_A_DIFFERENT_USER"]}
                   for face in there.values() if face.user not in (None, user)]
        store.associate(collection, gone, None)
        self._service.forget_shown(collection, gone)
        left = len(store.faces(collection, 0, 1, user=user))
        return Response({"DisassociatedFaces": [{"FaceId": face_id} for face_id in gone],
                         "UnsuccessfulFaceDisassociations": failed, "UserStatus": _status(left)})

    def _search_users(self, given: dict) -> Response:
        service = self._service
        collection = service.collection(given["CollectionId"])
        if ("UserId" in given) == ("FaceId" in given):
            raise invalid_parameter("Pass either UserId or FaceId.")
        if "UserId" in given:
            service.store.check_user(collection.id, given["UserId"])
            vector = service.store.user_vector(collection.id, given["UserId"])
            searched = {"SearchedUser": {"UserId": given["UserId"]}}
            if vector is None:
                raise invalid_parameter(f"the user {given['UserId']!r} has no face yet. Associate one with AssociateFaces.")
        else:
            vector = service.store.template(collection.id, given["FaceId"])
            searched = {"SearchedFace": {"FaceId": given["FaceId"]}}
            if vector is None:
                raise invalid_parameter(f"the face {given['FaceId']} is not in the collection {collection.id!r}.")
        response = self._search(collection, vector, given, leave_out=given.get("UserId"))
        response.members |= searched
        return response

    def _search_users_by_image(self, given: dict) -> Response:
        service = self._service
        collection = service.collection(given["CollectionId"])
        bar = rules.BARS[given.get("QualityFilter", rules.COMPARE_QUALITY)]
        image = service.image(given["Image"], "Image")
        faces = service.look(image)
        passing = [number for number, face in enumerate(faces) if not face.below(bar)]
        used = passing[0] if passing else None
        unsearched = [{"FaceDetails": face.detail(), "Reasons": face.below(bar) or ["FACE_NOT_LARGEST"]}
                      for number, face in enumerate(faces) if number != used]
        if used is None:
            return Response({"UserMatches": [], "FaceModelVersion": RECOGNISERS[collection.recogniser].version,
                             "UnsearchedFaces": unsearched}, [], collection.recogniser, service.scale)  # fmt: skip
        template = service.represent(image, used, collection.recogniser)
        response = self._search(collection, template, given)
        response.members |= {"SearchedFace": {"FaceDetail": faces[used].detail()}, "UnsearchedFaces": unsearched}
        return response

    def _search(self, collection, vector: np.ndarray, given: dict, leave_out: str | None = None) -> Response:
        service = self._service
        threshold = given.get("UserMatchThreshold", rules.USER_THRESHOLD)
        users, distances = service.store.search_users(
            collection.id, vector, service.furthest(collection.recogniser, threshold),
            given.get("MaxUsers", rules.USERS_PAGE), leave_out)
        similarities = service.similarities(collection.recogniser, distances)
        found = [(user, apart, similarity) for user, apart, similarity in zip(users, distances, similarities, strict=True)
                 if similarity >= threshold]
        matches = [{"Similarity": similarity, "User": {"UserId": user, "UserStatus": "ACTIVE"}}
                   for user, _, similarity in found]
        return Response({"UserMatches": matches, "FaceModelVersion": RECOGNISERS[collection.recogniser].version},
                        [(apart, similarity) for _, apart, similarity in found], collection.recogniser, service.scale)

    def _similarity(self, collection, vector: np.ndarray, face_id: str) -> float:
        apart = distance(vector, self._service.store.template(collection.id, face_id), METRIC)
        return self._service.similarities(collection.recogniser, [apart])[0]


def _status(faces: int) -> str:
    return "ACTIVE" if faces else "CREATED"
