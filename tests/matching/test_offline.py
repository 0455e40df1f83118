"""With the network cut off: no download, no TensorFlow, nothing written outside the weights and the cache."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def run(code: str, *arguments, prefix=(), **changes) -> list[str]:
    """Run ``code`` in a fresh interpreter whose environment has ``changes`` (None: without that variable)."""
    environment = {name: value for name, value in (os.environ | changes).items() if value is not None}
    result = subprocess.run(
        [*prefix, sys.executable, "-c", code, *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip().splitlines()


@pytest.mark.slow
def test_represent_and_compare_need_no_network(offline, portraits, tmp_path):
    code = """
import socket, sys
from course.matching import FaceMatcher
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError:
    pass
else:
    sys.exit("the network is up")
for recogniser in ("dlib", "sface"):
    matcher = FaceMatcher(recogniser)
    print(matcher.compare(*sys.argv[1:]).distance, matcher.verify(*sys.argv[1:])["distance"])
print([name for name in ("tensorflow", "torch", "keras") if name in sys.modules])
"""
    for name in ("home", "weights", "cache"):
        (tmp_path / name).mkdir()
    # Under CI, and with ORT_DISABLE_TELEMETRY, onnxruntime sends nothing of itself: here it must be our doing.
    unset = dict.fromkeys(("CI", "TF_BUILD", "GITHUB_ACTIONS", "XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY"))
    lines = run(code, *portraits[0], prefix=offline, HOME=str(tmp_path / "home"),
                COURSE_WEIGHTS=str(tmp_path / "weights"), COURSE_CACHE=str(tmp_path / "cache"), **unset)
    for line in lines[:2]:
        ours, deepface = map(float, line.split())
        assert 0 < ours < 1 and abs(ours - deepface) < 2e-6
    assert lines[2] == "[]"
    assert not list((tmp_path / "home").iterdir())  # no ~/.deepface, no device id of onnxruntime's telemetry


def test_importing_the_package_loads_no_recogniser():
    code = """
import sys
import course.matching
import course.faces
print([name for name in ("deepface", "cv2", "dlib", "onnxruntime", "onnx", "pandas", "numpy") if name in sys.modules])
"""
    assert run(code) == ["[]"]


@pytest.mark.slow
def test_without_dlib_the_other_recogniser_works(portrait, tmp_path):
    code = """
import sys
sys.modules["dlib"] = None
from course.matching import FaceMatcher, RecogniserError
try:
    FaceMatcher("dlib")
except RecogniserError as error:
    print(error)
print(FaceMatcher("sface").represent(sys.argv[1]).shape)
"""
    message, shape = run(code, portrait, COURSE_CACHE=str(tmp_path))
    assert "pip install dlib" in message and "sface" in message
    assert shape == "(128,)"


def test_importing_deepface_leaves_warnings_on():
    code = """
import warnings
from course.matching.weights import deepface
before = list(warnings.filters)
deepface()
print(warnings.filters == before)
"""
    assert run(code) == ["True"]
