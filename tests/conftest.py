"""What every test may ask for. Under CI a missing sandbox or browser is a failure, not a skip."""

from __future__ import annotations

import gc
import itertools
import os
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_finish() -> None:
    """Thousands of collected tests stay to the end: the garbage collector need not look through them again and again."""
    gc.freeze()


def missing(what: str, mend: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing under CI. {mend}")
    pytest.skip(f"{what} is missing. {mend}")


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="session")
def offline() -> list[str]:
    """A command prefix under which there is no network."""
    from course.content.execute import offline_prefix

    if not offline_prefix():
        missing("unshare -n", "Network namespaces are needed to prove that nothing is fetched.")
    return [*offline_prefix()]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    from course.teach import pages

    path = pages.chromium()
    if not path:
        missing("Chromium", "On Debian: apt install chromium.")
    return path


@pytest.fixture(scope="module")
def running(chromium):
    """One headless Chromium for all tests of a file."""
    from tests.browser.chromium import browser

    with browser(chromium) as one:
        yield one


@pytest.fixture
def window(running):
    """The file's Chromium. What a test opens in it knows nothing of other tests, and is closed with the test."""
    before = running.contexts
    yield running
    for context in running.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def _progress(tmp_path_factory):
    return tmp_path_factory.mktemp("progress"), itertools.count()


@pytest.fixture(autouse=True)
def _own_progress(_progress, monkeypatch):
    """Tests never touch the learner's own progress file: each has a new one, in a folder that is not there yet."""
    folder, number = _progress
    monkeypatch.setenv("COURSE_PROGRESS", str(folder / str(next(number)) / "progress.json"))


@pytest.fixture(scope="session")
def prover():
    """One examiner, with its sandbox, for all assignments that this process proves."""
    from course.proofs import prove

    with prove.examiner() as one:
        yield one
