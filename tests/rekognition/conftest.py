"""boto3 clients of the local service, in this process and over HTTP. Every response is checked against the model."""

from __future__ import annotations

import io
import itertools
import json
import os

import numpy as np
import pytest
from botocore.validate import ParamValidator
from PIL import Image

from course.evaluation.calibration import similarity_0_100
from course.faces import CastError, load
from course.rekognition import client
from course.rekognition.model import violations
from tests.bench.rekognition_soak import Server

SUBJECTS = 3


@pytest.fixture(scope="session")
def similarity(tmp_path_factory):
    """Curves fitted to distances drawn for the test, so that tests do not hang on how well the recognisers do."""
    path = tmp_path_factory.mktemp("similarity") / "similarity.json"
    random, curves = np.random.default_rng(0), {}
    for name, mated, nonmated in (("dlib", 0.05, 0.15), ("sface", 0.35, 0.85)):
        curve = similarity_0_100(random.normal(mated, mated / 3, 2000), random.normal(nonmated, nonmated / 6, 2000))
        curves[name] = {"slope": curve.slope, "offset": curve.offset, "description": curve.description}
    path.write_text(json.dumps({"curves": curves}))
    return path


@pytest.fixture(scope="session")
def images() -> list[list[bytes]]:
    """Two images, as bytes, of each of three subjects; of each, the first two in which one face is found."""
    from course.rekognition.pictures import shared_looker

    looker, found = shared_looker(), []
    try:
        cast = load(role="known")
        for _, of_one in cast.images.groupby("subject", sort=True):
            files = (cast.path(image).read_bytes() for image in of_one[of_one.file != ""].image)
            good = list(itertools.islice((file for file in files if len(looker.faces(file)) == 1), 2))
            if len(good) == 2:
                found.append(good)
            if len(found) == SUBJECTS:
                return found
        reason = f"fewer than {SUBJECTS} subjects with two usable images are in data/faces"
    except CastError as error:
        reason = str(error)
    if os.environ.get("CI"):
        pytest.fail(f"no images of faces under CI: {reason}")
    pytest.skip(f"no images of faces: {reason}")


@pytest.fixture(scope="session")
def group(images) -> bytes:
    """One image that shows three subjects side by side, the first of them largest."""
    faces = [Image.open(io.BytesIO(of_one[0])).convert("RGB").resize((side, side))
             for of_one, side in zip(images, (300, 260, 220), strict=True)]
    canvas = Image.new("RGB", (900, 320), "grey")
    for place, face in enumerate(faces):
        canvas.paste(face, (300 * place, 0))
    return as_file(canvas)


@pytest.fixture(scope="session")
def nothing() -> bytes:
    """An image without a face."""
    return as_file(Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 200, 3), np.uint8)), "PNG")


@pytest.fixture(scope="session")
def server(tmp_path_factory, similarity):
    server = Server(tmp_path_factory.mktemp("server"), similarity)
    server.start()
    yield server
    assert server.stop() in (0, -15)
    assert "Traceback" not in (server.folder / "log.txt").read_text()


@pytest.fixture
def local(similarity):
    """A client of a service in this process."""
    return checked(client(similarity=similarity))


@pytest.fixture(params=["in process", "http"])
def rekognition(request, similarity):
    """A client each way, without collections."""
    if request.param == "in process":
        made = client(similarity=similarity)
    else:
        made = client(request.getfixturevalue("server").address)
        for collection in made.list_collections()["CollectionIds"]:
            made.delete_collection(CollectionId=collection)
    return checked(made)


def checked(made):
    """Let every response of a client be checked, as it comes, by botocore's validator and against limits and patterns."""

    def check(operation_model, response_dict, **_):
        made.answers = getattr(made, "answers", 0) + 1
        body = json.loads(response_dict["body"])
        if response_dict["status_code"] == 200:
            # The model wants one face at least in DeletedFaces; the service gives the list empty, and clients index it.
            body = {name: value for name, value in body.items() if (name, value) != ("DeletedFaces", [])}
            report = ParamValidator().validate(body, operation_model.output_shape)
            assert not report.has_errors(), report.generate_report()
            assert violations(operation_model.output_shape, body) == []
        else:
            assert body["__type"] == body["Code"] == response_dict["headers"]["x-amzn-errortype"]
            declared = {shape.name for shape in operation_model.error_shapes} | {"ValidationException"}
            assert body["Code"] in declared, f"{operation_model.name} has no {body['Code']}"
            assert body["Message"].endswith(".")

    made.meta.events.register("before-parse.rekognition", check)
    return made


def as_file(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
