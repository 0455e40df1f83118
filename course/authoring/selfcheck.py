"""Kept for notebooks that are in students' hands: see `course.study.selfcheck`."""

from course.study.selfcheck import selfcheck

__all__ = ["selfcheck"]
