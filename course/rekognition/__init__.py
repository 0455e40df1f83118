"""A local service with the shape of Amazon Rekognition: the real boto3 client, our own recogniser.

``client``    an unmodified boto3 client; inside this process, or over HTTP to ``course rekognition serve``
``explain``   the raw distance beside every similarity of a response
``scale``     the map from distance to similarity, 0 to 100: ours, not Amazon's
``Service``   the operations themselves

Importing this package loads nothing else: boto3 and the recognisers are imported when first used.
"""

from course.lazy import face

__all__, __getattr__, __dir__ = face(__name__, {
    "connect": "client explain",
    "similarity": "scale",
    "service": "Service",
    "store": "Store",
    "errors": "RekognitionError",
})
