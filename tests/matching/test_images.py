"""Whatever is handed in becomes uint8 RGB or a clear refusal."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from course.matching import ImageError, read_image


@pytest.fixture
def picture() -> np.ndarray:
    """40 x 60 px, every channel different."""
    return np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)


def test_array_and_png_give_the_same_pixels(picture, tmp_path):
    Image.fromarray(picture).save(tmp_path / "a.png")
    for given in (picture, tmp_path / "a.png", str(tmp_path / "a.png")):
        assert np.array_equal(read_image(given), picture)


def test_names_outside_ascii_are_read(picture, tmp_path):
    Image.fromarray(picture).save(tmp_path / "visage é 顔.png")
    assert np.array_equal(read_image(tmp_path / "visage é 顔.png"), picture)


def test_grey_becomes_three_equal_channels(picture):
    grey = picture[:, :, 0]
    for given in (grey, grey[:, :, None]):
        assert np.array_equal(read_image(given), np.dstack([grey] * 3))


def test_alpha_is_dropped(picture, tmp_path):
    with_alpha = np.dstack([picture, np.full((40, 60), 7, np.uint8)])
    Image.fromarray(with_alpha).save(tmp_path / "a.png")
    assert np.array_equal(read_image(with_alpha), picture)
    assert np.array_equal(read_image(tmp_path / "a.png"), picture)


@pytest.mark.parametrize("mode", ["L", "P", "LA", "CMYK", "1"])
def test_other_modes_become_rgb(picture, tmp_path, mode):
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    Image.fromarray(picture).convert(mode).save(path)
    assert read_image(path).shape == (40, 60, 3)


def test_a_rotation_in_exif_is_carried_out(picture, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise to see it upright
    Image.fromarray(picture).save(tmp_path / "a.png", exif=exif)
    assert np.array_equal(read_image(tmp_path / "a.png"), np.rot90(picture, -1))


def test_reversed_views_are_copied(picture):
    assert read_image(picture[:, ::-1, ::-1]).flags["C_CONTIGUOUS"]


@pytest.mark.parametrize(
    "array, words",
    [
        (np.zeros((40, 40, 3)), "not uint8.*255"),
        (np.zeros((40, 40, 3), bool), "not uint8"),
        (np.zeros((40, 40, 2), np.uint8), "shape"),
        (np.zeros((2, 40, 40, 3), np.uint8), "shape"),
        (np.zeros(40, np.uint8), "shape"),
        (np.zeros((31, 400, 3), np.uint8), "at least 32 px"),
        (np.zeros((0, 0, 3), np.uint8), "at least 32 px"),
        (np.broadcast_to(np.uint8(0), (8000, 5001, 3)), "megapixels"),
    ],
)
def test_arrays_that_are_refused(array, words):
    with pytest.raises(ImageError, match=words):
        read_image(array)


@pytest.mark.parametrize("given", [None, 3, b"bytes", ["a.png"], object()])
def test_other_types_are_refused(given):
    with pytest.raises(ImageError, match=type(given).__name__):
        read_image(given)


def test_files_that_are_refused(picture, tmp_path):
    (tmp_path / "text.jpg").write_text("not an image")
    (tmp_path / "empty.png").touch()
    Image.fromarray(np.tile(picture, (9, 9, 1))).save(tmp_path / "whole.jpg")
    whole = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 2])
    Image.new("L", (40, 20)).save(tmp_path / "tiny.png")
    Image.new("1", (8000, 5001)).save(tmp_path / "huge.png")
    Image.new("1", (20000, 20000)).save(tmp_path / "bomb.png")
    Image.new("I;16", (40, 40)).save(tmp_path / "deep.png")
    cases = {
        "missing.jpg": "does not exist", ".": "is a folder", "text.jpg": "not an image", "empty.png": "not an image",
        "half.jpg": "damaged", "tiny.png": "at least 32", "huge.png": "megapixels", "bomb.png": "megapixels",
        "deep.png": "8 bits",
    }  # fmt: skip
    for name, words in cases.items():
        with pytest.raises(ImageError, match=words) as caught:
            read_image(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("address", ["http://192.0.2.1/a.jpg", "https://192.0.2.1/a.jpg", "data:image/png;base64,AAAA"])
def test_addresses_are_refused(address):
    with pytest.raises(ImageError, match="address"):
        read_image(address)
