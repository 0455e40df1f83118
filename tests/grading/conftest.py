"""What the tests of grading may ask for. Under CI a missing sandbox is a failure, not a skip."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from classes import make_classroom, public_folder

from course.grading.bubble import SandboxError, find_bwrap
from course.grading.classroom import Classroom


@pytest.fixture(scope="session", autouse=True)
def _bubblewrap():
    try:
        find_bwrap()
    except SandboxError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def classroom(tmp_path) -> Classroom:
    """A prepared course in ``tmp_path/class`` with the assignments in ``tmp_path/assignments``."""
    return make_classroom(tmp_path)


@pytest.fixture
def public(request):
    folder = public_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
