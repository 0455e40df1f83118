"""What clients that were written for the real service send and expect, and photographs as cameras make them."""

from __future__ import annotations

import http.client
import io
import json
import struct
import uuid
from concurrent.futures import ThreadPoolExecutor

import boto3
import numpy as np
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from PIL import Image

from course.faces import load
from course.matching import FaceMatcher
from course.matching.templates import fingerprint
from course.own.add import add
from course.recognisers import RECOGNISERS
from course.rekognition import RekognitionError, Service, Store, client, explain
from course.rekognition.app import Door, application, check_origin
from course.rekognition.buckets import Buckets
from course.rekognition.errors import Refusal
from course.rekognition.protocol import CONTENT_TYPE, answer
from course.rekognition.store import StoredFace
from tests.rekognition.conftest import as_file
from tests.rekognition.test_http import HEADERS, ask
from tests.rekognition.test_operations import NOBODY, of, refused


def picture(image: bytes) -> Image.Image:
    return Image.open(io.BytesIO(image)).convert("RGB")


@pytest.mark.slow
def test_the_calls_of_the_vendors_collection_demo(rekognition, images):
    """In its order, with what it indexes of each answer; what it only asks for with ``get`` may be left out."""
    made = rekognition.create_collection(CollectionId="doc-example-collection-demo")
    assert made["CollectionArn"]
    named = {"CollectionId": "doc-example-collection-demo"}
    described = rekognition.describe_collection(**named)
    assert described["CollectionARN"] and described["FaceCount"] == 0 and described["CreationTimestamp"]
    for name, (image, _) in zip(("sitting", "hopping", "biking"), images, strict=True):
        answer = rekognition.index_faces(**named, Image=of(image), ExternalImageId=name, MaxFaces=10, DetectionAttributes=["ALL"])
        ((record,), []) = answer["FaceRecords"], answer["UnindexedFaces"]
        both = {**record["Face"], **record["FaceDetail"]}
        assert {"BoundingBox", "Confidence", "Landmarks", "Pose", "Quality", "FaceId", "ImageId"} <= set(both)
    faces = rekognition.list_faces(**named, MaxResults=10)["Faces"]
    assert len(faces) == 3
    found = rekognition.search_faces(**named, FaceId=faces[0]["FaceId"], FaceMatchThreshold=80, MaxFaces=10)
    assert all(match["Face"]["FaceId"] != faces[0]["FaceId"] for match in found["FaceMatches"])
    found = rekognition.search_faces_by_image(**named, Image=of(images[0][0]), FaceMatchThreshold=80, MaxFaces=10)
    assert found["SearchedFaceBoundingBox"] and found["SearchedFaceConfidence"] > 95
    assert found["FaceMatches"][0]["Face"]["ExternalImageId"] == "sitting"
    gone = rekognition.delete_faces(**named, FaceIds=[faces[0]["FaceId"]])
    assert len(gone["DeletedFaces"]) == 1
    assert "doc-example-collection-demo" in rekognition.list_collections(MaxResults=10)["CollectionIds"]
    rekognition.delete_collection(**named)


# ---- images in a folder that stands for S3 ----


@pytest.fixture
def folder(tmp_path, images):
    (tmp_path / "s3" / "my-bucket" / "people").mkdir(parents=True)
    (tmp_path / "s3" / "my-bucket" / "people" / "one.jpg").write_bytes(images[0][0])
    (tmp_path / "secret.jpg").write_bytes(images[1][0])
    (tmp_path / "s3" / "my-bucket" / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "s3" / "loop").symlink_to(tmp_path / "s3" / "loop")
    (tmp_path / "s3" / "away").symlink_to(tmp_path)
    with open(tmp_path / "s3" / "my-bucket" / "large.jpg", "wb") as file:
        file.truncate(15 * 2**20 + 1)
    return tmp_path / "s3"


def stored(bucket: str, name: str, **more) -> dict:
    return {"S3Object": {"Bucket": bucket, "Name": name, **more}}


def test_an_object_of_a_bucket_is_a_file_of_a_folder(similarity, folder, images):
    rekognition = client(similarity=similarity, s3=folder)
    rekognition.create_collection(CollectionId="a")
    found = rekognition.index_faces(CollectionId="a", Image=stored("my-bucket", "people/one.jpg"))
    assert len(found["FaceRecords"]) == 1
    compared = rekognition.compare_faces(SourceImage=stored("my-bucket", "people/one.jpg"), TargetImage=of(images[0][0]))
    assert compared["FaceMatches"][0]["Similarity"] == 100


@pytest.mark.parametrize(("bucket", "name"), [
    ("my-bucket", "none.jpg"), ("none", "one.jpg"), ("my-bucket", "people"), ("my-bucket", "../../secret.jpg"),
    ("my-bucket", "out.jpg"), ("away", "secret.jpg"), ("loop", "x"), ("my-bucket", "people/../../../secret.jpg"), ("..", "secret.jpg"),
    ("my-bucket", "a\0b"), ("my-bucket", "x" * 300), ("...", "x"),
])  # fmt: skip
def test_nothing_outside_the_folder_is_read(folder, bucket, name):
    with pytest.raises(Refusal) as caught:  # some of these names no request would get as far as this
        Buckets(folder).read({"Bucket": bucket, "Name": name}, "Image")
    assert caught.value.code == "InvalidS3ObjectException"
    assert caught.value.message.startswith("Unable to get object metadata from S3")


def test_an_absolute_key_is_a_key(similarity, folder, tmp_path):
    rekognition = client(similarity=similarity, s3=folder)
    refused("InvalidS3ObjectException", rekognition.detect_faces, Image=stored("my-bucket", str(tmp_path / "secret.jpg")))


def test_what_else_can_be_wrong_with_an_object(similarity, folder):
    rekognition = client(similarity=similarity, s3=folder)
    refused("ImageTooLargeException", rekognition.detect_faces, Image=stored("my-bucket", "large.jpg"))
    assert "Version" in refused("InvalidS3ObjectException", rekognition.detect_faces,
                                Image=stored("my-bucket", "people/one.jpg", Version="1"))
    assert "--s3" in refused("InvalidS3ObjectException", client(similarity=similarity).detect_faces,
                             Image=stored("my-bucket", "people/one.jpg"))
    with pytest.raises(RekognitionError, match="not a folder"):
        client(similarity=similarity, s3=folder / "none")


# ---- photographs ----


WIDTHS = (192, 384, 768, 1024)


@pytest.mark.slow
def test_confidence_and_bars_hang_on_the_face_and_not_on_its_pixels(local):
    """The same face at four sizes: about as sure, at least 95 as public clients ask, and never refused for its size."""
    cast = load(role="known")
    local.create_collection(CollectionId="a")
    sure, kept, asked = [], 0, 0
    for image in cast.images.image[::90]:
        found = []
        for width in WIDTHS:
            scaled = picture(cast.path(image).read_bytes()).resize((width, width), Image.LANCZOS)
            file = as_file(scaled, quality=92)
            found.append(local.detect_faces(Image=of(file))["FaceDetails"][0]["Confidence"])
            if width >= 768:
                asked += 1
                record = local.index_faces(CollectionId="a", Image=of(file), QualityFilter="HIGH")
                kept += len(record["FaceRecords"])
                assert not any("LOW_CONFIDENCE" in face["Reasons"] for face in record["UnindexedFaces"])
        sure.append(found)
    sure = np.array(sure)
    assert sure.min() >= 95 and np.median(sure) > 99
    assert np.ptp(sure, axis=1).max() < 2
    assert kept / asked > 0.8  # the rest is turned too far, or blurred: a reason is given for each


def test_a_face_is_represented_alike_at_every_size(images):
    matcher = FaceMatcher("sface", cached=False)
    template = matcher.represent(np.asarray(picture(images[0][0])))
    other = matcher.compare(template, np.asarray(picture(images[0][1]))).distance
    for width in WIDTHS[1:]:
        large = np.asarray(picture(images[0][0]).resize((width, width), Image.LANCZOS))
        assert matcher.compare(template, large).distance < other, width  # nearer than a second picture of the person


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_photograph_without_exif_is_found_where_it_is(local, images, degrees):
    plain = local.detect_faces(Image=of(images[0][0]))["FaceDetails"][0]
    file = as_file(picture(images[0][0]).rotate(-degrees, expand=True), quality=95)
    turned = local.detect_faces(Image=of(file))["FaceDetails"][0]
    size = picture(images[0][0]).size
    for before, after in zip(plain["Landmarks"], turned["Landmarks"], strict=True):
        x, y = before["X"], before["Y"]
        expected = {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[degrees]
        assert (after["X"], after["Y"]) == pytest.approx(expected, abs=0.03), size
    assert abs((turned["Pose"]["Roll"] - plain["Pose"]["Roll"] - degrees + 180) % 360 - 180) < 12
    box = turned["BoundingBox"]
    assert all(box["Left"] < mark["X"] < box["Left"] + box["Width"] for mark in turned["Landmarks"])
    compared = local.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(file), SimilarityThreshold=0)
    assert explain(compared).distance[0] < 0.05


def test_the_matcher_says_that_an_image_is_turned(images):
    with pytest.raises(Exception, match="turned by half"):
        FaceMatcher("sface", cached=False).represent(np.rot90(np.asarray(picture(images[0][0])), 2).copy())


def odd_exif(image: bytes) -> dict[str, bytes]:
    """A photograph that says it was held sideways, with one odd note beside that: any program shows it upright."""
    turned = as_file(picture(image).transpose(Image.Transpose.ROTATE_90), quality=95)

    def noted(tag: int, kind: int, count: int, value: bytes, extra: bytes = b"") -> bytes:
        notes = struct.pack("<HHHLHHHHL", 2, 0x0112, 3, 1, 6, 0, tag, kind, count) + value + struct.pack("<L", 0)
        body = b"Exif\0\0II*\0" + struct.pack("<L", 8) + notes + extra
        return turned[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + turned[2:]

    at = struct.pack("<L", 8 + 2 + 24 + 4)
    return {
        "plain": noted(0x0128, 3, 1, struct.pack("<HH", 2, 0)), "text for a unit": noted(0x0128, 2, 2, b"2\0\0\0"),
        "fraction for a maker": noted(0x010F, 5, 1, at, struct.pack("<LL", 1, 3)),
        "minus five": noted(0x0103, 8, 1, struct.pack("<hh", -5, 0)), "nan": noted(0x011A, 12, 1, at, struct.pack("<d", np.nan)),
        "a note that points nowhere": noted(0x8769, 4, 1, struct.pack("<L", 10**6)),
        "no such kind": noted(0x010F, 99, 1, b"\xff\xff\xff\xff"),
    }  # fmt: skip


@pytest.mark.slow
def test_odd_notes_in_a_photograph_do_no_harm(local, images, tmp_path, monkeypatch):
    from course import paths

    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    matcher, upright = FaceMatcher("sface", cached=False), picture(images[0][0])
    (tmp_path / "people" / "Ada").mkdir(parents=True)
    for number, (name, file) in enumerate(odd_exif(images[0][0]).items()):
        path = tmp_path / "people" / "Ada" / f"{number}.jpg"
        path.write_bytes(file)
        assert len(matcher.detect(path)) == 1, name
        assert matcher.compare(np.asarray(upright), path).distance < 0.05, name
        (face,) = local.detect_faces(Image=of(file))["FaceDetails"]
        assert abs(face["Pose"]["Roll"]) < 45, name
    report = add(tmp_path / "people", progress=False)
    assert report.new == 1 and all("same picture" in problem.what for problem in report.problems)


def test_sides_and_sizes_as_the_service_has_them(local, images):
    face = picture(images[0][0])
    assert "80 px" in refused("InvalidParameterException", local.detect_faces, Image=of(as_file(face.resize((79, 120)))))
    assert local.detect_faces(Image=of(as_file(face.resize((80, 80)))))["FaceDetails"]
    wide = as_file(Image.new("RGB", (10_001, 100)), "PNG")
    assert "exceed maximum dimension size of 10000 pixels" in refused("ImageTooLargeException", local.detect_faces, Image=of(wide))
    assert local.detect_faces(Image=of(as_file(Image.new("RGB", (10_000, 100)), "PNG")))["FaceDetails"] == []
    long = refused("ValidationException", local.detect_faces, Image=of(bytes(5_242_881)))
    assert "at 'image.bytes' failed to satisfy constraint: Member must have length less than or equal to 5242880" in long
    two = refused("ValidationException", local.compare_faces, SourceImage=of(bytes(5_242_881)), TargetImage=of(images[0][0]))
    assert "'sourceImage.bytes'" in two


def test_no_bytes_at_all(server):
    """boto3 sends no such request itself; other clients do."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/", json.dumps({"Image": {"Bytes": ""}}),
                       {"Content-Type": CONTENT_TYPE, "X-Amz-Target": "RekognitionService.DetectFaces"})
    response = connection.getresponse()
    found = json.loads(response.read())
    connection.close()
    assert (response.status, found["__type"]) == (400, "ValidationException")
    assert "greater than or equal to 1" in found["Message"]


def test_no_face_is_said_in_the_words_that_clients_look_for(local, images, nothing):
    local.create_collection(CollectionId="a")
    message = refused("InvalidParameterException", local.search_faces_by_image, CollectionId="a", Image=of(nothing))
    assert "There are no faces in the image. Should be at least 1." in message
    dark = as_file(picture(images[0][0]).point(lambda value: value // 12))
    if local.detect_faces(Image=of(dark))["FaceDetails"]:
        message = refused("InvalidParameterException", local.search_faces_by_image, CollectionId="a", Image=of(dark), QualityFilter="HIGH")
        assert "no faces in the image" in message and "HIGH" in message and "LOW_BRIGHTNESS" in message


def test_an_image_compared_with_itself_is_100_on_both_scales(similarity, images):
    for name in ("cast", "published"):
        rekognition = client(similarity=similarity, scale=name)
        for recogniser in RECOGNISERS:
            rekognition = client(recogniser=recogniser, scale=name)
            found = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(images[0][0]), SimilarityThreshold=100)
            assert [match["Similarity"] for match in found["FaceMatches"]] == [100]
            rekognition.create_collection(CollectionId="a")
            rekognition.index_faces(CollectionId="a", Image=of(images[0][0]))
            found = rekognition.search_faces_by_image(CollectionId="a", Image=of(images[0][0]), FaceMatchThreshold=100)
            assert [match["Similarity"] for match in found["FaceMatches"]] == [100]


# ---- which scale is in force ----


def test_every_answer_says_its_scale_and_published_matches_at_the_makers_threshold(images):
    told = {}
    for name in ("cast", "published"):
        found = client(scale=name).compare_faces(SourceImage=of(images[0][0]), TargetImage=of(images[1][0]), SimilarityThreshold=0)
        assert found["ResponseMetadata"]["HTTPHeaders"]["x-course-scale"] == name
        table = explain(found)
        assert set(table.scale) == {name}
        told[name] = table
    assert told["cast"].distance[0] == told["published"].distance[0]
    assert told["published"].similarity[0] > told["cast"].similarity[0]
    apart = RECOGNISERS["sface"].published.cosine
    assert (told["published"].similarity[0] >= 80) == (told["published"].distance[0] <= apart)


def test_the_server_says_its_scale(similarity):
    body = ask(application(Service(Store(), similarity=similarity, scale="published")), method="GET")[1]
    assert b"Similarity scale in force: published" in body


def test_the_matcher_says_whose_its_thresholds_are(images):
    matcher = FaceMatcher("sface", cached=False)
    table = matcher.thresholds()
    assert set(table.who) == {"DeepFace", "OpenCV"} and table["chosen on"].str.startswith("photographs").all()
    assert matcher.threshold in table.threshold.tolist()
    found = matcher.compare(*(np.asarray(picture(image)) for image in images[0]))
    assert "DeepFace" in found.basis and "photographs" in found.basis
    assert matcher.compare(*(np.asarray(picture(image)) for image in images[0]), threshold=0.3).basis == "given"


# ---- users ----


@pytest.fixture
def people(rekognition, images):
    """A collection with both images of each subject; their face ids."""
    rekognition.create_collection(CollectionId="a")
    return [[rekognition.index_faces(CollectionId="a", Image=of(image), ExternalImageId=f"{i}-{j}", QualityFilter="NONE")
             ["FaceRecords"][0]["Face"]["FaceId"] for j, image in enumerate(of_one)] for i, of_one in enumerate(images)]


def test_users_are_made_listed_and_deleted(rekognition):
    rekognition.create_collection(CollectionId="a")
    for user in ("ada", "grace:2", "joan"):
        rekognition.create_user(CollectionId="a", UserId=user)
    refused("ConflictException", rekognition.create_user, CollectionId="a", UserId="ada")
    pages = list(rekognition.get_paginator("list_users").paginate(CollectionId="a", PaginationConfig={"PageSize": 2}))
    assert [[user["UserId"] for user in page["Users"]] for page in pages] == [["ada", "grace:2"], ["joan"]]
    assert {user["UserStatus"] for page in pages for user in page["Users"]} == {"CREATED"}
    assert rekognition.describe_collection(CollectionId="a")["UserCount"] == 3
    rekognition.delete_user(CollectionId="a", UserId="ada")
    refused("ResourceNotFoundException", rekognition.delete_user, CollectionId="a", UserId="ada")
    refused("ResourceNotFoundException", rekognition.create_user, CollectionId="b", UserId="ada")
    refused("ResourceNotFoundException", rekognition.list_users, CollectionId="b")
    assert [user["UserId"] for user in rekognition.list_users(CollectionId="a")["Users"]] == ["grace:2", "joan"]


def test_a_request_that_comes_again_with_its_token_is_done_once(rekognition):
    rekognition.create_collection(CollectionId="a")
    for _ in range(2):
        rekognition.create_user(CollectionId="a", UserId="ada", ClientRequestToken="token-1")
    refused("IdempotentParameterMismatchException", rekognition.create_user, CollectionId="a", UserId="joan",
            ClientRequestToken="token-1")


def test_faces_are_associated_searched_and_disassociated(rekognition, people, images):
    for user in ("ada", "grace"):
        rekognition.create_user(CollectionId="a", UserId=user)
    found = rekognition.associate_faces(CollectionId="a", UserId="ada", FaceIds=people[0], UserMatchThreshold=0)
    assert [face["FaceId"] for face in found["AssociatedFaces"]] == people[0]
    assert (found["UnsuccessfulFaceAssociations"], found["UserStatus"]) == ([], "ACTIVE")
    again = rekognition.associate_faces(CollectionId="a", UserId="ada", FaceIds=people[0])
    assert (again["AssociatedFaces"], again["UnsuccessfulFaceAssociations"]) == ([], [])
    rekognition.associate_faces(CollectionId="a", UserId="grace", FaceIds=people[1][:1])
    other = rekognition.associate_faces(CollectionId="a", UserId="grace", FaceIds=[people[0][0], NOBODY, people[2][0]],
                                        UserMatchThreshold=100)
    assert other["AssociatedFaces"] == []
    assert {one["FaceId"]: one["Reasons"][0] for one in other["UnsuccessfulFaceAssociations"]} == {
        people[0][0]: "ASSOCIATED_TO_A_DIFFERENT_USER", NOBODY: "FACE_NOT_FOUND", people[2][0]: "LOW_MATCH_CONFIDENCE"}
    listed = rekognition.list_faces(CollectionId="a", UserId="ada")["Faces"]
    assert [(face["FaceId"], face["UserId"]) for face in listed] == [(face, "ada") for face in people[0]]

    by_image = rekognition.search_users_by_image(CollectionId="a", Image=of(images[0][0]), UserMatchThreshold=0)
    assert by_image["UserMatches"][0]["User"] == {"UserId": "ada", "UserStatus": "ACTIVE"}
    assert len(by_image["UserMatches"]) == 2 and "FaceDetail" in by_image["SearchedFace"]
    assert explain(by_image).face.tolist()[0] == "ada"
    by_face = rekognition.search_users(CollectionId="a", FaceId=people[0][1], UserMatchThreshold=0)
    assert by_face["UserMatches"][0]["User"]["UserId"] == "ada" and by_face["SearchedFace"] == {"FaceId": people[0][1]}
    by_user = rekognition.search_users(CollectionId="a", UserId="ada", UserMatchThreshold=0)
    assert [match["User"]["UserId"] for match in by_user["UserMatches"]] == ["grace"]
    searched = rekognition.search_faces(CollectionId="a", FaceId=people[1][0], FaceMatchThreshold=0)["FaceMatches"]
    assert {match["Face"]["FaceId"]: match["Face"].get("UserId") for match in searched}[people[0][0]] == "ada"

    gone = rekognition.disassociate_faces(CollectionId="a", UserId="ada", FaceIds=[people[0][0], people[1][0], NOBODY, people[2][0]])
    assert [face["FaceId"] for face in gone["DisassociatedFaces"]] == [people[0][0]]
    assert {one["FaceId"]: one["Reasons"] for one in gone["UnsuccessfulFaceDisassociations"]} == {
        people[1][0]: ["ASSOCIATED_TO_A_DIFFERENT_USER"], NOBODY: ["FACE_NOT_FOUND"]}
    rekognition.delete_faces(CollectionId="a", FaceIds=[people[0][1]])
    refused("InvalidParameterException", rekognition.search_users, CollectionId="a", UserId="ada")
    rekognition.delete_user(CollectionId="a", UserId="grace")
    faces = rekognition.list_faces(CollectionId="a")["Faces"]
    assert len(faces) == 5 and not any("UserId" in face for face in faces)
    assert rekognition.search_users(CollectionId="a", FaceId=people[1][0], UserMatchThreshold=0)["UserMatches"] == []


def test_users_are_searched_by_the_largest_face_and_what_was_not_searched_is_told(rekognition, people, group, nothing):
    rekognition.create_user(CollectionId="a", UserId="ada")
    rekognition.associate_faces(CollectionId="a", UserId="ada", FaceIds=people[0], UserMatchThreshold=0)
    found = rekognition.search_users_by_image(CollectionId="a", Image=of(group), UserMatchThreshold=0)
    assert [match["User"]["UserId"] for match in found["UserMatches"]] == ["ada"]
    assert [face["Reasons"] for face in found["UnsearchedFaces"]] == [["FACE_NOT_LARGEST"]] * 2
    none = rekognition.search_users_by_image(CollectionId="a", Image=of(nothing))
    assert (none["UserMatches"], none["UnsearchedFaces"]) == ([], []) and "SearchedFace" not in none
    refused("InvalidParameterException", rekognition.search_users, CollectionId="a")
    refused("InvalidParameterException", rekognition.search_users, CollectionId="a", UserId="ada", FaceId=people[0][0])


def test_a_user_with_two_images_is_nearer_to_a_third_than_the_farther_of_them(rekognition, people, images):
    rekognition.create_user(CollectionId="a", UserId="ada")
    rekognition.associate_faces(CollectionId="a", UserId="ada", FaceIds=people[0], UserMatchThreshold=0)
    user = explain(rekognition.search_users_by_image(CollectionId="a", Image=of(images[0][0]), UserMatchThreshold=0))
    faces = explain(rekognition.search_faces_by_image(CollectionId="a", Image=of(images[0][0]), FaceMatchThreshold=0))
    apart = faces.set_index("face").distance
    assert apart["0-0"] <= user.distance[0] <= apart["0-1"]


# ---- who may ask ----


@pytest.fixture(scope="module")
def service(similarity):
    return Service(Store(), similarity=similarity)


def test_a_container_may_be_let_in_by_name(service):
    door = Door(hosts=("host.docker.internal",))
    for host, caller, status in (("host.docker.internal:8765", "172.17.0.2", 200), ("Host.Docker.Internal", "127.0.0.1", 200),
                                 ("evil.example:8765", "127.0.0.1", 403), ("127.0.0.1:8765", "172.17.0.2", 403),
                                 ("127.0.0.1:8765", "127.0.0.1", 200)):
        found, body = ask(application(service, door), (caller, 5), host=host)
        assert found == status, (host, caller)
        if status == 403:
            assert "--allow-host" in json.loads(body)["Message"]
    assert ask(application(service), ("127.0.0.1", 5), host="host.docker.internal:8765")[0] == 403


def cors(service, door, **headers) -> tuple[int, dict]:
    import asyncio

    scope = {"type": "http", "method": "OPTIONS", "path": "/", "raw_path": b"/", "query_string": b"", "scheme": "http",
             "headers": [(b"host", b"localhost:8765"), *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())],
             "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8765), "http_version": "1.1"}  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(application(service, door)(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_a_page_on_this_machine_may_be_let_in_and_no_other(service):
    asked = {"origin": "http://localhost:3000", "access_control_request_method": "POST",
             "access_control_request_headers": "content-type,x-amz-target,authorization,amz-sdk-request"}
    status, headers = cors(service, Door(origin="http://localhost:3000"), **asked)
    assert status == 200 and headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "x-amz-target" in headers["access-control-allow-headers"].lower()
    status, headers = cors(service, Door(origin="http://localhost:3000"), **asked | {"origin": "http://evil.example"})
    assert "access-control-allow-origin" not in headers
    status, headers = cors(service, Door(), **asked)
    assert status == 405 and "access-control-allow-origin" not in headers


def test_only_a_page_on_this_machine_has_an_origin_to_allow():
    assert check_origin("http://localhost:3000/") == "http://localhost:3000"
    assert check_origin("https://127.0.0.1") == "https://127.0.0.1"
    for wrong in ("*", "null", "http://evil.example", "localhost:3000", "http://localhost.evil", "file:///x", "http://localhost/x"):
        with pytest.raises(RekognitionError, match="page on this machine"):
            check_origin(wrong)


# ---- many at a time ----


def test_two_hundred_at_a_time_are_all_answered(server):
    """By a client that never tries again."""
    asking = boto3.client("rekognition", endpoint_url=server.address, region_name="us-east-1", aws_access_key_id="x",
                          aws_secret_access_key="x",
                          config=Config(proxies={}, max_pool_connections=200, retries={"total_max_attempts": 1}))

    def ask_once(number: int) -> int:
        try:
            return asking.list_collections()["ResponseMetadata"]["HTTPStatusCode"]
        except ClientError as error:
            return error.response["ResponseMetadata"]["HTTPStatusCode"]

    with ThreadPoolExecutor(200) as pool:
        assert set(pool.map(ask_once, range(400))) == {200}


def test_a_recent_client_runs_without_a_changed_line(server, monkeypatch):
    """With the address in the environment, ``boto3.client("rekognition")`` is the whole set-up."""
    for name, value in {"AWS_ENDPOINT_URL_REKOGNITION": server.address, "AWS_DEFAULT_REGION": "eu-west-1",
                        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    assert "CollectionIds" in boto3.client("rekognition").list_collections()


def test_thousands_of_matches_and_what_is_told_of_their_distances(similarity):
    """The body holds them all; the distances in the headers stop at a thousand, as some clients take no more."""
    store = Store()
    store.create("many", "sface", fingerprint("sface"))
    random = np.random.default_rng(2)
    ids = [str(uuid.UUID(int=i)) for i in range(1500)]
    store.add("many", [StoredFace(one, NOBODY, f"é {i}" if i % 7 == 0 else None, 0.1, 0.1, 0.5, 0.5, 99.0) for i, one in enumerate(ids)],
              random.standard_normal((1500, 128)).astype(np.float32))
    made = Service(store, similarity=similarity)
    body = json.dumps({"CollectionId": "many", "FaceId": ids[0], "FaceMatchThreshold": 0}).encode()
    given = answer(made, HEADERS | {"x-amz-target": "RekognitionService.SearchFaces"}, body)
    found = json.loads(given.body)
    assert len(found["FaceMatches"]) == 1499 and found["SearchedFaceId"] == ids[0]
    similarities = [match["Similarity"] for match in found["FaceMatches"]]
    assert similarities == sorted(similarities, reverse=True)
    assert {match["Face"].get("ExternalImageId", "é 0")[0] for match in found["FaceMatches"]} == {"é"}
    assert len(given.headers["x-course-distances"].split()) == 1000
    assert sum(len(name) + len(value) for name, value in given.headers.items()) < 12_000
    again = answer(made, HEADERS | {"x-amz-target": "RekognitionService.SearchFaces"}, body)
    assert again.body == given.body
    store.close()
