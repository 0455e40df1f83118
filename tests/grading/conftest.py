"""What the tests of grading may ask for. Under CI a missing sandbox is a failure, not a skip.

The two hostile classes take the longest, mostly waiting for limits: they are graded in the background while the other
tests run, and looked at last.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from classes import make_classroom, public_folder, users

from course.grading.classroom import Classroom
from course.grading.examiner import Examiner
from course.grading.sandbox.kernel import SandboxError
from course.grading.sandbox.launcher import find_bwrap

_LAST = "test_hostile"


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.parent == Path(__file__).parent and item.path.stem == _LAST)


@pytest.fixture(scope="session", autouse=True)
def _bubblewrap():
    try:
        find_bwrap()
    except SandboxError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def graded_meanwhile(_bubblewrap):
    """user -> the hostile class as that user grades it; the work starts with the first test that is run."""
    from test_hostile import Graded

    classes = {user: Graded(user) for user in users()}
    yield classes
    for one in classes.values():
        one.close()


@pytest.fixture(scope="session", autouse=True)
def _start_the_hostile_classes(request):
    if any("graded_meanwhile" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("graded_meanwhile")


@pytest.fixture(scope="session")
def examiner(_bubblewrap):
    """One examiner, with its sandbox, for all tests that need no special one."""
    with Examiner() as one:
        yield one


@pytest.fixture
def classroom(tmp_path) -> Classroom:
    """A prepared course in ``tmp_path/class`` with the assignments in ``tmp_path/assignments``."""
    return make_classroom(tmp_path)


@pytest.fixture
def public(request):
    folder = public_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
