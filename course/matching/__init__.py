"""Build a face matcher: detect, align, represent, compare, enrol, search.

``FaceMatcher``       the whole matcher on DeepFace, with the recogniser of your choice
``Gallery``           enrolled templates and exact search
``first_here``        the first of some recognisers that this machine can run
``ensure_weights``    put the recognisers' weights where DeepFace looks for them

Importing this package loads no recogniser: OpenCV, dlib and DeepFace are imported when first used.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "matcher": "FaceMatcher Comparison",
    "gallery": "Gallery",
    "detection": "Face",
    "images": "read_image",
    "templates": "first_here",
    "weights": "ensure_weights",
    "errors": "ImageError NoFaceError SeveralFacesError WeightsError GalleryError",
    "course.distances": "distance METRICS",
    "course.recognisers": "default_threshold RECOGNISERS RecogniserError MissingRecogniserError",
})
