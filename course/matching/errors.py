"""What can go wrong in the matcher. Every message names the thing and the mend."""

from __future__ import annotations

from course.errors import CourseError


class WeightsError(CourseError):
    """A weights file is missing or is not the file this course was made with."""


class ImageError(CourseError):
    """Not an image this matcher can read."""


class NoFaceError(ImageError):
    """The detector found no face. The matcher refuses: a template of no face matches by accident."""


class SeveralFacesError(ImageError):
    """The detector found more than one face. ``faces`` holds them, largest first."""

    def __init__(self, message: str, faces: list):
        super().__init__(message)
        self.faces = faces


class GalleryError(CourseError):
    """A gallery file or a template that does not fit."""
