"""The faces of the packages: every name is there, none is imported before it is asked for."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

from course.errors import CourseError

PACKAGES = ("course.evaluation", "course.faces", "course.explorer", "course.figures", "course.matching", "course.mending", "course.rekognition")


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.slow
def test_every_name_is_there_once_and_an_unknown_one_is_refused(package):
    face = importlib.import_module(package)
    assert len(set(face.__all__)) == len(face.__all__)
    for name in face.__all__:
        assert getattr(face, name) is getattr(face, name)
        assert name in dir(face)
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = face.nothing_of_this_name


@pytest.mark.slow
def test_names_come_from_their_modules_only_when_asked_for():
    code = f"""
import importlib, sys
for package in {PACKAGES!r}:
    importlib.import_module(package)
print(sorted(name for name in sys.modules if name.startswith("course.")))
print(sorted({{"numpy", "pandas", "cv2", "boto3"}} & set(sys.modules)))
from course.faces import CastError
from course.faces import cast
assert CastError is cast.CastError
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert told == [str(sorted({*PACKAGES, "course.lazy"})), "[]"]


def test_a_table_may_name_a_module_elsewhere():
    from course.lazy import face

    names, get, _ = face("course.faces", {"course.errors": "CourseError"})
    assert names == ["CourseError"] and get("CourseError") is CourseError
    import course.faces

    del course.faces.CourseError  # it was kept there


@pytest.mark.slow
def test_no_command_compiles_a_grammar_before_it_starts():
    code = "import sys, course.cli, nbformat, nbgrader; print('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
