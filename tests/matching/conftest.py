"""Portraits from the committed cast, and a cache of the test's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from course import paths
from course.faces import load
from course.matching import FaceMatcher
from course.matching.images import read_image


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")


@pytest.fixture(scope="session")
def portraits() -> list[list[Path]]:
    """Two images each of four known subjects of different targets and sexes, as committed."""
    cast = load(role="known")
    subjects = cast.subjects.drop_duplicates(["target", "sex"]).subject[:4]
    images = [cast.images[(cast.images.subject == subject) & (cast.images.file != "")].image for subject in subjects]
    return [[cast.path(image) for image in of_one[:2]] for of_one in images]


@pytest.fixture(scope="session")
def portrait(portraits) -> Path:
    return portraits[0][0]


@pytest.fixture(scope="session")
def pixels(portrait) -> np.ndarray:
    return read_image(portrait)


@pytest.fixture(scope="session")
def dlib_matcher() -> FaceMatcher:
    pytest.importorskip("dlib")
    return FaceMatcher("dlib", cached=False)


@pytest.fixture(scope="session")
def sface_matcher() -> FaceMatcher:
    return FaceMatcher("sface", cached=False)


@pytest.fixture(params=["dlib", "sface"])
def matcher(request) -> FaceMatcher:
    """Each recogniser in turn, with an empty gallery and no cache."""
    matcher = request.getfixturevalue(f"{request.param}_matcher")
    matcher.gallery = type(matcher.gallery)(matcher.metric, matcher.recogniser)
    return matcher
