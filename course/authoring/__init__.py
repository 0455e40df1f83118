"""The address that notebooks released earlier import ``selfcheck`` from. The code is in `course.study`."""
