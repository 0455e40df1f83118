"""What can go wrong: in setting the service up, and in a request."""

from __future__ import annotations

from course.errors import CourseError


class RekognitionError(CourseError):
    """The service cannot be set up, or a response is not one of its own."""


class Refusal(Exception):
    """The answer to a request that cannot be carried out: a code from the service model, and a sentence."""

    def __init__(self, code: str, message: str, status: int = 400):
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        """HTTP status. The API reference gives 400 for every exception used here but InternalServerError."""


def invalid_parameter(message: str) -> Refusal:
    return Refusal("InvalidParameterException", message)


def denied(message: str) -> Refusal:
    return Refusal("AccessDeniedException", message)


def not_found(message: str) -> Refusal:
    return Refusal("ResourceNotFoundException", message)
