"""Bytes to pixels to faces: what is refused, and how; where things are in an image."""

from __future__ import annotations

import io
import itertools
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from course.matching import FaceMatcher
from course.rekognition.errors import Refusal
from course.rekognition.pictures import Looker, read_bytes, shared_looker
from course.rekognition.rules import BARS
from tests.rekognition.conftest import as_file

GRADIENT = Image.fromarray(np.add.outer(np.arange(96), np.arange(144)).astype(np.uint8)).convert("RGB")
REFUSED = {"InvalidImageFormatException", "ImageTooLargeException", "InvalidParameterException"}


def refused(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_bytes(content)
    return caught.value


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises many pixels."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("kind", "mode"), [
    *(("JPEG", mode) for mode in ("RGB", "L", "1", "CMYK")), *(("PNG", mode) for mode in ("RGB", "L", "1", "P", "RGBA")),
])  # fmt: skip
def test_every_kind_of_jpeg_and_png_becomes_rgb(kind, mode):
    pixels = read_bytes(as_file(GRADIENT.convert(mode), kind))
    assert pixels.shape == (96, 144, 3)
    assert pixels.dtype == np.uint8


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_are_refused(kind):
    assert refused(as_file(GRADIENT, kind)).code == "InvalidImageFormatException"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_an_image_cut_off_anywhere_is_refused_or_whole(kind):
    content = as_file(GRADIENT, kind)
    for size in range(0, len(content) - 2, 7):
        try:
            assert read_bytes(content[:size]).shape == (96, 144, 3)  # what is missing may be an unneeded last chunk
            assert size > 0.9 * len(content)
        except Refusal as refusal:
            assert refusal.code == "InvalidImageFormatException"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_damaged_image_is_refused_or_read_and_nothing_else(kind):
    content, random = as_file(GRADIENT, kind), np.random.default_rng(1)
    for _ in range(300):
        broken = bytearray(content)
        for place in random.integers(2, len(broken), 5):
            broken[place] = random.integers(256)
        try:
            read_bytes(bytes(broken))
        except Refusal as refusal:
            assert refusal.code in REFUSED


def test_too_many_and_too_few_pixels():
    assert refused(bomb(8000, 8000)).code == "ImageTooLargeException"
    assert refused(bomb(60_000, 60_000)).code == "ImageTooLargeException"
    assert refused(as_file(GRADIENT.resize((79, 200)))).code == "InvalidParameterException"


def test_sixteen_bits_a_channel_are_refused():
    deep = Image.fromarray(np.zeros((96, 96), np.uint16))
    assert "8 bits" in refused(as_file(deep, "PNG")).message


def test_a_jpeg_is_turned_upright_and_a_png_is_not():
    exif = Image.Exif()
    exif[0x0112] = 6  # rotate by 90 degrees
    assert read_bytes(as_file(GRADIENT, "JPEG", exif=exif)).shape == (144, 96, 3)
    assert read_bytes(as_file(GRADIENT, "PNG", exif=exif)).shape == (96, 144, 3)


def test_left_and_right_are_the_images(images):
    detail = shared_looker().faces(images[0][0])[0].detail()
    x = {landmark["Type"]: landmark["X"] for landmark in detail["Landmarks"]}
    y = {landmark["Type"]: landmark["Y"] for landmark in detail["Landmarks"]}
    assert x["eyeLeft"] < x["eyeRight"]
    assert x["mouthLeft"] < x["mouthRight"]
    assert y["eyeLeft"] < y["nose"] < y["mouthLeft"]
    box = detail["BoundingBox"]
    assert all(box["Left"] < value < box["Left"] + box["Width"] for value in x.values())


def test_roll_grows_as_images_are_turned_clockwise(images):
    looker = shared_looker()

    def typical_roll(clockwise: float) -> float:
        turned = [Image.open(io.BytesIO(file)).convert("RGB").rotate(-clockwise, fillcolor="grey")
                  for of_one in images for file in of_one]
        return float(np.median([face.roll for image in turned for face in looker.faces(as_file(image))[:1]]))

    assert typical_roll(-15) < typical_roll(0) < typical_roll(15)


def test_brightness_and_sharpness_follow_the_image(images):
    looker, image = shared_looker(), Image.open(io.BytesIO(images[0][0])).convert("RGB")
    as_it_is = looker.faces(images[0][0])[0]
    dark = looker.faces(as_file(image.point(lambda value: value // 2)))[0]
    soft = looker.faces(as_file(image.resize((image.width // 4, image.height // 4)).resize(image.size)))[0]
    assert dark.brightness == pytest.approx(as_it_is.brightness / 2, rel=0.1)
    assert soft.sharpness < as_it_is.sharpness
    for face in (as_it_is, dark, soft):
        assert 0 <= face.brightness <= 100
        assert 0 <= face.sharpness <= 100
        assert 0 < face.confidence <= 100


def test_each_bar_is_at_least_as_high_as_the_one_below(images):
    faces = shared_looker().faces(images[0][0])
    bars = [BARS[name] for name in ("NONE", "LOW", "MEDIUM", "HIGH")]
    for lower, higher in itertools.pairwise(bars):
        for face in faces:
            assert set(face.below(lower)) <= set(face.below(higher))
    assert faces[0].below(BARS["NONE"]) == []


def test_templates_are_the_matchers_own(images):
    looker, image = shared_looker(), images[1][0]
    for recogniser in ("sface", "dlib"):
        if recogniser == "dlib":
            pytest.importorskip("dlib")
        (template,) = looker.templates(image, [0], recogniser)
        (again,) = looker.templates(image, [0], recogniser)
        expected = FaceMatcher(recogniser, cached=False).represent(read_bytes(image), which="largest")
        np.testing.assert_allclose(template, expected, atol=1e-5)
        np.testing.assert_array_equal(template, again)


def test_only_the_latest_images_are_remembered():
    looker = Looker(remembered=3)
    for number in range(7):
        looker.faces(as_file(Image.new("RGB", (80, 80), (number, 0, 0)), "PNG"))
    assert len(looker._pictures) == 3
