"""Requests are held against every limit that the model states as data."""

from __future__ import annotations

import base64
import copy
import json

import pytest

from course.rekognition.errors import Refusal
from course.rekognition.model import read_parameters, service_model, violations

FACE = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
IMAGE = {"Bytes": base64.b64encode(b"an image").decode()}
COLLECTION = {"CollectionId": "a"}
GOOD = {
    "CompareFaces": {"SourceImage": IMAGE, "TargetImage": IMAGE, "SimilarityThreshold": 80.5, "QualityFilter": "LOW"},
    "CreateCollection": COLLECTION,
    "DeleteCollection": COLLECTION,
    "DeleteFaces": COLLECTION | {"FaceIds": [FACE]},
    "DescribeCollection": COLLECTION,
    "DetectFaces": {"Image": IMAGE, "Attributes": ["DEFAULT"]},
    "IndexFaces": COLLECTION | {"Image": IMAGE, "ExternalImageId": "a:b", "MaxFaces": 1, "QualityFilter": "AUTO",
                                "DetectionAttributes": ["ALL"]},
    "ListCollections": {"MaxResults": 10, "NextToken": "abc"},
    "ListFaces": COLLECTION | {"MaxResults": 10, "NextToken": "abc", "FaceIds": [FACE], "UserId": "u"},
    "SearchFaces": COLLECTION | {"FaceId": FACE, "MaxFaces": 4096, "FaceMatchThreshold": 0},
    "SearchFacesByImage": COLLECTION | {"Image": IMAGE, "MaxFaces": 1, "FaceMatchThreshold": 100, "QualityFilter": "NONE"},
}  # fmt: skip


def bad_values(shape):
    """Values that break each limit that ``shape`` states, with a word for it."""
    kind, limits = shape.type_name, shape.metadata
    if kind == "string":
        yield "a number", 7
        if limits.get("min"):
            yield "too short", ""
        if limits.get("max"):
            yield "too long", "a" * (limits["max"] + 1)
        if limits.get("pattern"):
            yield "a path", "../a"
            yield "an end of line", {"FaceId": FACE}.get(shape.name, "a") + "\n"
        if limits.get("enum"):
            yield "none of them", "SOMETHING"
    elif kind in ("integer", "float"):
        yield "a text", "80"
        yield "a truth", True
        if "min" in limits:
            yield "too little", limits["min"] - 1
        if "max" in limits:
            yield "too much", limits["max"] + 1
        if kind == "integer":
            yield "a fraction", 1.5
            yield "immense", 10**30
    elif kind == "list":
        yield "no list", {}
        if limits.get("min"):
            yield "empty", []
        if limits.get("max"):
            yield "too many", [FACE] * (limits["max"] + 1)
    elif kind == "structure":
        yield "no object", []
    elif kind == "blob":
        yield "no base64", "#" * 8
        yield "empty", ""


def members(shape, path=()):
    for name, member in shape.members.items():
        yield (*path, name), member
        if member.type_name == "structure":
            yield from members(member, (*path, name))
        if member.type_name == "list":
            yield (*path, name, 0), member.member


def cases():
    for operation in GOOD:
        for path, shape in members(service_model().operation_model(operation).input_shape):
            if "S3Object" in path or "Tags" in path:
                continue
            for what, value in bad_values(shape):
                yield pytest.param(operation, path, value, id=f"{operation}-{'.'.join(map(str, path))}-{what}")


@pytest.mark.parametrize("operation", GOOD)
def test_a_good_request_is_read(operation):
    read = read_parameters(operation, GOOD[operation])
    assert set(read) == set(GOOD[operation])
    if "Image" in read:
        assert read["Image"] == {"Bytes": b"an image"}


@pytest.mark.parametrize(("operation", "path", "value"), list(cases()))
def test_each_limit_of_the_model_is_kept(operation, path, value):
    given = copy.deepcopy(GOOD[operation])
    place = given
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(Refusal) as caught:
        read_parameters(operation, given)
    empty_image = path[-1] == "Bytes" and value == ""
    assert caught.value.code == ("ValidationException" if empty_image else "InvalidParameterException")
    assert ("bytes" if empty_image else str(path[0])) in caught.value.message
    assert len(caught.value.message) < 1000


@pytest.mark.parametrize("operation", GOOD)
def test_each_required_member_is_missed(operation):
    for name in service_model().operation_model(operation).input_shape.required_members:
        for without in ({}, {name: None}):
            given = {key: value for key, value in GOOD[operation].items() if key != name} | without
            with pytest.raises(Refusal, match=f"{name} is missing"):
                read_parameters(operation, given)


def test_one_byte_too_many_is_refused_in_the_services_words():
    most = service_model().shape_for("ImageBlob").metadata["max"]
    for size, refused in ((most, False), (most + 1, True)):
        given = {"Image": {"Bytes": base64.b64encode(bytes(size)).decode()}}
        if refused:
            with pytest.raises(Refusal) as caught:
                read_parameters("DetectFaces", given)
            assert caught.value.code == "ValidationException"
            assert ("at 'image.bytes' failed to satisfy constraint: Member must have length less than or equal to "
                    f"{most}") in caught.value.message
        else:
            assert len(read_parameters("DetectFaces", given)["Image"]["Bytes"]) == size


def test_members_that_the_model_does_not_know_are_ignored_in_requests_but_not_in_responses():
    assert read_parameters("CreateCollection", {"CollectionId": "a", "Colour": 1}) == {"CollectionId": "a"}
    shape = service_model().operation_model("CreateCollection").output_shape
    assert violations(shape, {"StatusCode": 200}) == []
    assert len(violations(shape, {"Colour": 1})) == 1


def test_a_message_repeats_no_more_than_a_little_of_a_value():
    with pytest.raises(Refusal) as caught:
        read_parameters("CreateCollection", {"CollectionId": "é" * 100_000})
    assert len(caught.value.message) < 400
    json.dumps(caught.value.message).encode("ascii")
