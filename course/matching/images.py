"""Read an image, from a file or an array, into one form: uint8 RGB, shape (height, width, 3)."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from course.matching.errors import ImageError

SMALLEST = 32  # px on a side
LARGEST = 40_000_000  # pixels in all
ORIENTATION = 0x0112  # the EXIF tag
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, OverflowError, struct.error)
"""What Pillow's decoders raise on a damaged file."""

_MIRROR, _QUARTER = np.fliplr, np.rot90  # a quarter to the left
_UPRIGHT = {
    2: (_MIRROR,), 3: (_QUARTER, _QUARTER), 4: (np.flipud,), 5: (_QUARTER, np.flipud), 6: (_QUARTER, _QUARTER, _QUARTER),
    7: (_QUARTER, _MIRROR), 8: (_QUARTER,),
}  # fmt: skip
"""What is done to the pixels, by EXIF's orientation."""


def read_image(image) -> np.ndarray:
    """Return ``image`` as uint8 RGB, shape (height, width, 3).

    ``image`` is a path (str or Path) or a uint8 array: (h, w) grey, (h, w, 1), (h, w, 3) **RGB**, or (h, w, 4) RGBA,
    whose alpha is dropped. (DeepFace and OpenCV take arrays as BGR; this course says RGB everywhere and converts
    where it calls them.) A rotation noted in EXIF is carried out.

    Raises
    ------
    ImageError
        For anything else, for an image under 32 px on a side and for one over 40 megapixels.
    """
    if isinstance(image, np.ndarray):
        return _from_array(image)
    if isinstance(image, (str, Path)):
        return _from_file(image)
    raise ImageError(f"expected a path or a uint8 array, got {type(image).__name__}.")


def _from_file(given: str | Path) -> np.ndarray:
    if "://" in str(given) or str(given).startswith("data:"):
        raise ImageError(f"{str(given)[:60]} is an address, not a file. Nothing is fetched here: give a file on disk.")
    path = Path(given)
    if path.is_dir():
        raise ImageError(f"{path} is a folder. Give one image file.")
    if not path.is_file():
        raise ImageError(f"{path} does not exist. Check the name and the folder it is in.")
    return decode(path, path)


def decode(file, path: Path) -> np.ndarray:
    """Return the image in ``file``, a path or an open binary file, as ``read_image`` does. ``path`` is its name in errors."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as opened:
            _check_size(opened.height, opened.width, path)
            if opened.mode.startswith(("I", "F")):
                raise ImageError(f"{path} has more than 8 bits a channel. Save it with 8 bits a channel.")
            return pixels_of(opened)
    except Image.DecompressionBombError:
        raise ImageError(f"{path} has more than {LARGEST // 1_000_000} megapixels. Scale it down first.") from None
    except UnidentifiedImageError:
        raise ImageError(f"{path} is not an image Pillow can read. Give a JPEG or PNG file.") from None
    except DAMAGED as error:
        raise ImageError(f"{path} cannot be read ({error}). The file may be damaged: copy it again.") from None


def pixels_of(opened, turn: bool = True) -> np.ndarray:
    """Return an image that Pillow has opened as uint8 RGB (height, width, 3), upright as its notes say if ``turn``.

    Of the notes nothing is used but the orientation. What else stands in them, right or wrong, is not looked at: any
    program shows such an image. Raises one of DAMAGED when the pixels cannot be read.
    """
    pixels = np.asarray(opened.convert("RGB"))
    for change in _UPRIGHT.get(_orientation(opened), ()) if turn else ():
        pixels = change(pixels)
    return np.ascontiguousarray(pixels)


def _orientation(opened) -> int:
    try:
        return int(opened.getexif().get(ORIENTATION, 1))
    except Exception:  # Pillow's readers raise anything on notes that are not well formed; then nothing is turned
        return 1


def _from_array(image: np.ndarray) -> np.ndarray:
    if image.dtype != np.uint8:
        raise ImageError(f"the image array has type {image.dtype}, not uint8. "
                         "If its values run from 0 to 1, use (image * 255).round().astype('uint8').")
    if image.ndim == 2:
        image = image[:, :, None]
    if image.ndim != 3 or image.shape[2] not in (1, 3, 4):
        raise ImageError(f"the image array has shape {image.shape}. Give (height, width, 3) RGB, or (height, width).")
    _check_size(image.shape[0], image.shape[1], "the image array")
    if image.shape[2] == 1:
        image = np.repeat(image, 3, axis=2)
    return np.ascontiguousarray(image[:, :, :3])


def _check_size(height: int, width: int, what) -> None:
    if min(height, width) < SMALLEST:
        raise ImageError(f"{what} is {width} x {height} px. Give an image of at least {SMALLEST} px on each side.")
    if height * width > LARGEST:
        raise ImageError(f"{what} is {width} x {height} px, more than {LARGEST // 1_000_000} megapixels. "
                         "Scale it down first.")
