"""Errors a person can mend: each message names the thing that is wrong and what to do about it."""


class CourseError(Exception):
    """A mistake in input or set-up. The command line prints its message without a traceback."""
