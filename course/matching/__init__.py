"""Build a face matcher: detect, align, represent, compare, enrol, search.

``FaceMatcher``       the whole matcher on DeepFace, with either of two recognisers
``Gallery``           enrolled templates and exact search
``ensure_weights``    put the recognisers' weights where DeepFace looks for them

Importing this package loads no recogniser: OpenCV, dlib and DeepFace are imported when first used.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "matcher": "FaceMatcher Comparison",
    "gallery": "Gallery",
    "detection": "Face",
    "images": "read_image",
    "weights": "ensure_weights",
    "recognisers": "default_threshold RECOGNISERS",
    "distances": "distance METRICS",
    "errors": "ImageError NoFaceError SeveralFacesError RecogniserError WeightsError GalleryError",
})
