"""The operations through boto3's own client, in this process and over HTTP.

That every response fits the service model is checked in ``conftest.checked``, as each one comes.
"""

from __future__ import annotations

import datetime
import io

import botocore.client
import pytest
from botocore.exceptions import ClientError, ParamValidationError
from PIL import Image

from course.recognisers import RECOGNISERS
from course.rekognition import RekognitionError, explain, scale
from course.rekognition.model import service_model
from course.rekognition.rules import BARS
from tests.rekognition.conftest import as_file
from tests.rekognition.test_pictures import bomb

NOBODY = "00000000-0000-0000-0000-000000000000"


def of(image: bytes) -> dict:
    return {"Bytes": image}


def refused(code: str, action, **parameters) -> str:
    """The message of the exception, which must be the client's own class of that name, when the model has it."""
    with pytest.raises(ClientError) as caught:
        action(**parameters)
    assert caught.value.response["Error"]["Code"] == code
    assert type(caught.value).__name__ == (code if code != "ValidationException" else "ClientError")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return caught.value.response["Error"]["Message"]


@pytest.fixture
def enrolled(rekognition, images):
    """A collection ``a`` with the first image of each subject, and the face ids."""
    rekognition.create_collection(CollectionId="a")
    return [
        rekognition.index_faces(CollectionId="a", Image=of(one), ExternalImageId=f"subject-{i}", QualityFilter="NONE",
                                MaxFaces=1)["FaceRecords"][0]["Face"]["FaceId"]
        for i, (one, _) in enumerate(images)
    ]  # fmt: skip


def test_the_client_is_boto3s_own(rekognition):
    assert isinstance(rekognition, botocore.client.BaseClient)
    assert type(rekognition).__module__ == "botocore.client"
    rekognition.list_collections()
    assert rekognition.answers == 1


# ---- collections ----


def test_collections_are_made_described_listed_and_deleted(rekognition):
    made = rekognition.create_collection(CollectionId="class-3.B_x")
    assert made["StatusCode"] == 200
    assert made["FaceModelVersion"] == RECOGNISERS["sface"].version
    found = rekognition.describe_collection(CollectionId="class-3.B_x")
    assert (found["FaceCount"], found["UserCount"]) == (0, 0)
    age = datetime.datetime.now(datetime.UTC) - found["CreationTimestamp"]
    assert abs(age) < datetime.timedelta(minutes=1)
    assert rekognition.list_collections()["CollectionIds"] == ["class-3.B_x"]
    assert rekognition.delete_collection(CollectionId="class-3.B_x")["StatusCode"] == 200
    assert rekognition.list_collections()["CollectionIds"] == []


def test_collections_that_are_or_are_not_there(rekognition, images):
    rekognition.create_collection(CollectionId="a")
    refused("ResourceAlreadyExistsException", rekognition.create_collection, CollectionId="a")
    rekognition.create_collection(CollectionId="A")  # names are case-sensitive
    for action, more in [
        (rekognition.describe_collection, {}), (rekognition.delete_collection, {}), (rekognition.list_faces, {}),
        (rekognition.delete_faces, {"FaceIds": [NOBODY]}), (rekognition.search_faces, {"FaceId": NOBODY}),
        (rekognition.index_faces, {"Image": of(images[0][0])}),
        (rekognition.search_faces_by_image, {"Image": of(images[0][0])}),
    ]:  # fmt: skip
        assert "'b'" in refused("ResourceNotFoundException", action, CollectionId="b", **more)


def test_collections_are_paged(rekognition):
    names = [f"c{i}" for i in range(7)]
    for name in names:
        rekognition.create_collection(CollectionId=name)
    pages = list(rekognition.get_paginator("list_collections").paginate(PaginationConfig={"PageSize": 3}))
    assert [len(page["CollectionIds"]) for page in pages] == [3, 3, 1]
    assert [name for page in pages for name in page["CollectionIds"]] == names
    assert all(len(page["CollectionIds"]) == len(page["FaceModelVersions"]) for page in pages)
    assert rekognition.list_collections(MaxResults=0)["CollectionIds"] == names


@pytest.mark.parametrize("name", ["../a", "a/b", "", "a b", "é", "a" * 256, "a\n"])
def test_names_outside_the_pattern_are_refused(rekognition, name):
    refused("InvalidParameterException", rekognition.delete_collection, CollectionId=name) if name else None
    with pytest.raises(Exception, match="CollectionId"):
        rekognition.create_collection(CollectionId=name)


def test_tags_are_refused(rekognition):
    refused("AccessDeniedException", rekognition.create_collection, CollectionId="a", Tags={"k": "v"})


# ---- detection and comparison ----


def test_detect_faces_gives_the_default_attributes(rekognition, group):
    faces = rekognition.detect_faces(Image=of(group))["FaceDetails"]
    assert len(faces) == 3
    areas = [face["BoundingBox"]["Width"] * face["BoundingBox"]["Height"] for face in faces]
    assert areas == sorted(areas, reverse=True)
    for face in faces:
        assert set(face) == {"BoundingBox", "Confidence", "Landmarks", "Pose", "Quality"}
        assert set(face["Pose"]) == {"Roll", "Yaw", "Pitch"}
        assert 0 < face["Confidence"] <= 100


def test_detect_faces_finds_none_in_noise(rekognition, nothing):
    assert rekognition.detect_faces(Image=of(nothing))["FaceDetails"] == []


@pytest.mark.parametrize(("asked", "left_out"), [
    (["ALL"], 12), (["DEFAULT", "AGE_RANGE"], 1), (["GENDER", "EMOTIONS"], 2), (["DEFAULT"], 0), (None, 0),
])  # fmt: skip
def test_what_a_detector_cannot_say_is_left_out_and_the_answer_says_so(rekognition, images, asked, left_out):
    plain = rekognition.detect_faces(Image=of(images[0][0]))
    found = rekognition.detect_faces(Image=of(images[0][0]), **({"Attributes": asked} if asked else {}))
    assert found["FaceDetails"] == plain["FaceDetails"]
    told = found["ResponseMetadata"]["HTTPHeaders"].get("x-course-left-out", "").split()
    assert len(told) == left_out
    assert set(told) <= set(service_model().shape_for("FaceDetail").members) - set(found["FaceDetails"][0])
    rekognition.create_collection(CollectionId="a")
    more = {"DetectionAttributes": asked} if asked else {}
    indexed = rekognition.index_faces(CollectionId="a", Image=of(images[0][0]), **more)
    assert len(indexed["FaceRecords"]) == 1
    assert len(indexed["ResponseMetadata"]["HTTPHeaders"].get("x-course-left-out", "").split()) == left_out


def test_compare_faces_sorts_and_parts_at_the_threshold(rekognition, images, group):
    every = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(group), SimilarityThreshold=0)
    similarities = [match["Similarity"] for match in every["FaceMatches"]]
    assert len(similarities) == 3
    assert similarities == sorted(similarities, reverse=True)
    assert every["UnmatchedFaces"] == []
    middle = similarities[1]
    for threshold, matched in ((middle, 2), (min(100, middle + 0.0002), 1)):
        parted = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(group), SimilarityThreshold=threshold)
        assert [match["Similarity"] for match in parted["FaceMatches"]] == similarities[:matched]
        assert len(parted["UnmatchedFaces"]) == 3 - matched
        boxes = [match["Face"]["BoundingBox"] for match in parted["FaceMatches"]]
        boxes += [face["BoundingBox"] for face in parted["UnmatchedFaces"]]
        assert boxes == [match["Face"]["BoundingBox"] for match in every["FaceMatches"]]


def test_the_default_threshold_is_80(rekognition, images, group):
    default = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(group))
    eighty = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(group), SimilarityThreshold=80)
    assert default["FaceMatches"] == eighty["FaceMatches"]
    assert all(match["Similarity"] >= 80 for match in default["FaceMatches"])
    assert all(similarity < 80 for similarity in explain(default).query("not matched").similarity)


def test_the_largest_face_of_the_source_is_compared(rekognition, images, group):
    found = rekognition.compare_faces(SourceImage=of(group), TargetImage=of(group), SimilarityThreshold=100)
    assert found["SourceImageFace"]["BoundingBox"]["Left"] < 0.33
    assert found["FaceMatches"][0]["Face"]["BoundingBox"] == found["SourceImageFace"]["BoundingBox"]
    assert found["FaceMatches"][0]["Similarity"] == 100


def test_no_face_is_an_invalid_parameter(rekognition, images, nothing):
    good, none = of(images[0][0]), of(nothing)
    assert "SourceImage" in refused("InvalidParameterException", rekognition.compare_faces, SourceImage=none, TargetImage=good)
    assert "TargetImage" in refused("InvalidParameterException", rekognition.compare_faces, SourceImage=good, TargetImage=none)
    rekognition.create_collection(CollectionId="a")
    refused("InvalidParameterException", rekognition.search_faces_by_image, CollectionId="a", Image=none)
    assert rekognition.index_faces(CollectionId="a", Image=none)["FaceRecords"] == []


def test_images_that_are_none(rekognition, images):
    detect = rekognition.detect_faces
    for content in (b"x", images[0][0][:500], b"GIF89a" + bytes(100)):
        refused("InvalidImageFormatException", detect, Image=of(content))
    refused("ValidationException", detect, Image=of(bytes(5_242_881)))
    refused("ImageTooLargeException", detect, Image=of(bytes(20_000_000)))
    refused("ImageTooLargeException", detect, Image=of(bomb(9000, 9000)))
    refused("InvalidS3ObjectException", detect, Image={"S3Object": {"Bucket": "bucket", "Name": "name"}})
    refused("InvalidParameterException", detect, Image={})


def test_thresholds_are_percent(rekognition, images):
    image = of(images[0][0])
    refused("InvalidParameterException", rekognition.compare_faces, SourceImage=image, TargetImage=image,
            SimilarityThreshold=100.1)
    with pytest.raises(ParamValidationError):  # boto3 itself knows lower limits
        rekognition.compare_faces(SourceImage=image, TargetImage=image, SimilarityThreshold=-0.1)


# ---- faces of a collection ----


def test_faces_are_indexed_largest_first(rekognition, group):
    rekognition.create_collection(CollectionId="a")
    found = rekognition.index_faces(CollectionId="a", Image=of(group), ExternalImageId="trio:1", QualityFilter="NONE")
    assert len(found["FaceRecords"]) == 3
    assert found["UnindexedFaces"] == []
    assert len({record["Face"]["FaceId"] for record in found["FaceRecords"]}) == 3
    assert len({record["Face"]["ImageId"] for record in found["FaceRecords"]}) == 1
    areas = [record["Face"]["BoundingBox"]["Width"] for record in found["FaceRecords"]]
    assert areas == sorted(areas, reverse=True)
    for record in found["FaceRecords"]:
        assert record["Face"]["ExternalImageId"] == "trio:1"
        assert record["Face"]["BoundingBox"] == record["FaceDetail"]["BoundingBox"]
    assert rekognition.describe_collection(CollectionId="a")["FaceCount"] == 3
    listed = rekognition.list_faces(CollectionId="a")
    assert listed["Faces"] == [record["Face"] for record in found["FaceRecords"]]


def test_max_faces_leaves_out_the_smaller_ones(rekognition, group):
    rekognition.create_collection(CollectionId="a")
    found = rekognition.index_faces(CollectionId="a", Image=of(group), MaxFaces=1, QualityFilter="NONE")
    assert len(found["FaceRecords"]) == 1
    assert [face["Reasons"] for face in found["UnindexedFaces"]] == [["EXCEEDS_MAX_FACES"]] * 2


def test_the_quality_filter_leaves_out_the_dark(rekognition, images):
    darkened = (as_file(Image.open(io.BytesIO(file)).convert("RGB").point(lambda value, by=by: value // by))
                for of_one in images for file in of_one for by in (4, 6, 8))
    dark = next(file for file in darkened for face in rekognition.detect_faces(Image=of(file))["FaceDetails"][:1]
                if face["Quality"]["Brightness"] < BARS["HIGH"].brightness)
    rekognition.create_collection(CollectionId="a")
    strict = rekognition.index_faces(CollectionId="a", Image=of(dark), QualityFilter="HIGH")
    assert strict["FaceRecords"] == []
    assert "LOW_BRIGHTNESS" in strict["UnindexedFaces"][0]["Reasons"]
    assert rekognition.index_faces(CollectionId="a", Image=of(dark), QualityFilter="NONE")["FaceRecords"]
    refused("InvalidParameterException", rekognition.search_faces_by_image, CollectionId="a", Image=of(dark), QualityFilter="HIGH")


def test_the_same_image_under_the_same_name_is_stored_once(rekognition, images):
    rekognition.create_collection(CollectionId="a")
    ids = set()
    for name, count in (("x", 1), ("x", 1), ("y", 2)):
        found = rekognition.index_faces(CollectionId="a", Image=of(images[0][0]), ExternalImageId=name, QualityFilter="NONE")
        ids.add(found["FaceRecords"][0]["Face"]["FaceId"])
        assert rekognition.describe_collection(CollectionId="a")["FaceCount"] == count
    assert len(ids) == 2


def test_faces_are_paged_and_filtered(rekognition, images):
    rekognition.create_collection(CollectionId="a")
    ids = [rekognition.index_faces(CollectionId="a", Image=of(images[0][0]), ExternalImageId=f"{i}", QualityFilter="NONE")
           ["FaceRecords"][0]["Face"]["FaceId"] for i in range(7)]
    pages = list(rekognition.get_paginator("list_faces").paginate(CollectionId="a", PaginationConfig={"PageSize": 3}))
    assert [len(page["Faces"]) for page in pages] == [3, 3, 1]
    assert [face["FaceId"] for page in pages for face in page["Faces"]] == ids
    some = rekognition.list_faces(CollectionId="a", FaceIds=[ids[4], NOBODY, ids[1]])
    assert [face["FaceId"] for face in some["Faces"]] == [ids[1], ids[4]]
    refused("ResourceNotFoundException", rekognition.list_faces, CollectionId="a", UserId="someone")


def test_tokens_are_good_for_their_own_list_alone(rekognition, images):
    for name in ("a", "b"):
        rekognition.create_collection(CollectionId=name)
        for i in range(2):
            rekognition.index_faces(CollectionId=name, Image=of(images[0][0]), ExternalImageId=f"{i}", QualityFilter="NONE")
    token = rekognition.list_faces(CollectionId="a", MaxResults=1)["NextToken"]
    assert len(rekognition.list_faces(CollectionId="a", NextToken=token)["Faces"]) == 1
    refused("InvalidPaginationTokenException", rekognition.list_faces, CollectionId="b", NextToken=token)
    refused("InvalidPaginationTokenException", rekognition.list_collections, NextToken=token)
    for wrong in ("", "x", "AAAA", "../..", token[:-4]):
        refused("InvalidPaginationTokenException", rekognition.list_faces, CollectionId="a", NextToken=wrong)


def test_faces_are_deleted(rekognition, enrolled):
    found = rekognition.delete_faces(CollectionId="a", FaceIds=[enrolled[0], NOBODY, enrolled[0]])
    assert found["DeletedFaces"] == [enrolled[0]]
    assert found["UnsuccessfulFaceDeletions"] == [{"FaceId": NOBODY, "Reasons": ["FACE_NOT_FOUND"]}]
    assert rekognition.delete_faces(CollectionId="a", FaceIds=[NOBODY])["DeletedFaces"] == []
    left = rekognition.search_faces(CollectionId="a", FaceId=enrolled[1], FaceMatchThreshold=0)
    assert {match["Face"]["FaceId"] for match in left["FaceMatches"]} == {enrolled[2]}


def test_a_face_is_searched_among_the_others(rekognition, enrolled):
    found = rekognition.search_faces(CollectionId="a", FaceId=enrolled[0], FaceMatchThreshold=0)
    assert found["SearchedFaceId"] == enrolled[0]
    assert {match["Face"]["FaceId"] for match in found["FaceMatches"]} == set(enrolled[1:])
    assert len(rekognition.search_faces(CollectionId="a", FaceId=enrolled[0], FaceMatchThreshold=0, MaxFaces=1)["FaceMatches"]) == 1
    refused("InvalidParameterException", rekognition.search_faces, CollectionId="a", FaceId=NOBODY)


def test_an_image_is_searched(rekognition, enrolled, images):
    for i, (one, _) in enumerate(images):
        found = rekognition.search_faces_by_image(CollectionId="a", Image=of(one), FaceMatchThreshold=0)
        similarities = [match["Similarity"] for match in found["FaceMatches"]]
        assert similarities == sorted(similarities, reverse=True)
        assert len(similarities) == len(enrolled)
        assert found["FaceMatches"][0]["Face"]["ExternalImageId"] == f"subject-{i}"
        assert found["FaceMatches"][0]["Similarity"] == 100
        assert found["SearchedFaceBoundingBox"] == found["FaceMatches"][0]["Face"]["BoundingBox"]
        default = rekognition.search_faces_by_image(CollectionId="a", Image=of(one))["FaceMatches"]
        assert [match["Similarity"] for match in default] == [value for value in similarities if value >= 80]
        middle = similarities[1]
        exact = rekognition.search_faces_by_image(CollectionId="a", Image=of(one), FaceMatchThreshold=middle)
        assert [match["Similarity"] for match in exact["FaceMatches"]] == similarities[:2]


def test_an_empty_collection_has_no_match(rekognition, images):
    rekognition.create_collection(CollectionId="a")
    assert rekognition.search_faces_by_image(CollectionId="a", Image=of(images[0][0]))["FaceMatches"] == []


# ---- distances ----


def test_explain_shows_the_distance_of_every_similarity(rekognition, enrolled, images, group, similarity):
    curve = scale("sface", path=similarity)
    searched = rekognition.search_faces_by_image(CollectionId="a", Image=of(images[0][0]), FaceMatchThreshold=0)
    compared = rekognition.compare_faces(SourceImage=of(images[0][0]), TargetImage=of(group))
    for response, names in ((searched, {f"subject-{i}" for i in range(3)}), (compared, {f"target {i}" for i in (1, 2, 3)})):
        table = explain(response)
        assert set(table.face) == names
        assert table.distance.is_monotonic_increasing
        assert table.matched.sum() == len(response["FaceMatches"])
        assert table.similarity.to_list() == pytest.approx([curve.map(apart) for apart in table.distance], abs=0.05)
        assert table.attrs["recogniser"] == "sface"


def test_explain_refuses_other_responses(rekognition):
    with pytest.raises(RekognitionError, match="no distances"):
        explain(rekognition.list_collections())
    with pytest.raises(RekognitionError, match="no distances"):
        explain({"FaceMatches": []})


# ---- what is not built ----


def test_every_other_operation_of_the_model_is_denied(local):
    """One by one, with parameters that boto3 lets through."""
    model = service_model()
    others = set(model.operation_names) - {
        "CompareFaces", "CreateCollection", "DeleteCollection", "DeleteFaces", "DescribeCollection", "DetectFaces",
        "IndexFaces", "ListCollections", "ListFaces", "SearchFaces", "SearchFacesByImage", "AssociateFaces", "CreateUser",
        "DeleteUser", "DisassociateFaces", "ListUsers", "SearchUsers", "SearchUsersByImage",
    }  # fmt: skip
    names = {local.meta.method_to_api_mapping[method]: method for method in local.meta.method_to_api_mapping}
    for operation in sorted(others):
        parameters = example(model.operation_model(operation).input_shape)
        message = refused("AccessDeniedException", getattr(local, names[operation]), **parameters)
        assert operation in message
    assert local.answers == len(others) == 57


def example(shape):
    """The least that boto3 takes for ``shape``."""
    if shape.type_name == "structure":
        return {name: example(shape.members[name]) for name in shape.required_members}
    if shape.type_name == "list":
        return [example(shape.member)] * max(1, shape.metadata.get("min", 1))
    size = max(1, int(shape.metadata.get("min", 1)))
    return {"string": "a" * size, "blob": b"a" * size, "map": {"a": "a"}, "integer": size, "long": size, "float": size,
            "boolean": True, "timestamp": 0, "double": size}[shape.type_name]  # fmt: skip
