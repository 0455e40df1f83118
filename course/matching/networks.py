"""Networks in ONNX files, run by onnxruntime: its Python package, or in a browser its WebAssembly.

On a machine of its own the matcher leaves detection to OpenCV and recognition to DeepFace. Neither is in a browser. There
``load`` gives the same networks, and ``course.matching.yunet`` does with their numbers what OpenCV does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from course.matching.errors import WeightsError
from course.recognisers import MissingRecogniserError, Recogniser

Network = Callable[[np.ndarray], Mapping[str, np.ndarray]]
"""From float32 (1, channels, height, width) to what the network gives, by name."""

BROWSER = sys.platform == "emscripten"


def refuse_unless_it_runs_here(recogniser: Recogniser) -> None:
    """Do nothing where ``recogniser`` can run.

    Raises
    ------
    MissingRecogniserError
        In a browser, for one that is not an ONNX network.
    """
    if BROWSER and not recogniser.onnx:
        raise MissingRecogniserError(f"{recogniser.title} is not in the browser: it is compiled code that nobody built for it. Use "
                              "FaceMatcher('sface') here. Its templates of the cast are here all the same: "
                              f"faces.embeddings({recogniser.name!r}).")


def load(path: Path) -> Network:
    """The network in the file ``path``.

    Raises
    ------
    WeightsError
        When there is no runtime, or it cannot read the file.
    """
    model = path.read_bytes()
    return _in_browser(model, path) if BROWSER else _here(model, path)


def plain(model: bytes) -> bytes:
    """YuNet's file as onnxruntime takes it: weights as 32-bit floats, and images of any size.

    The weights are stored in 8 bits, in blocks, and the file says that images have 640 px a side. OpenCV takes both as it finds
    them. onnxruntime refuses blocks of a single number, and holds to the sizes.
    """
    import onnx
    from onnx import numpy_helper

    parsed = onnx.load_from_string(model)
    graph = parsed.graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    unpacked = [node for node in graph.node if node.op_type == "DequantizeLinear"]
    floats = [numpy_helper.from_array(_floats(node, stored), node.output[0]) for node in unpacked]
    kept = [node for node in graph.node if node.op_type != "DequantizeLinear"]
    read = {name for node in kept for name in node.input}
    tensors = [tensor for tensor in graph.initializer if tensor.name in read] + floats
    for part, left in ((graph.node, kept), (graph.initializer, tensors), (graph.value_info, [])):
        del part[:]
        part.extend(left)
    for side, name in zip(graph.input[0].type.tensor_type.shape.dim[2:], ("height", "width"), strict=True):
        side.dim_param = name
    for found in graph.output:
        found.type.tensor_type.shape.dim[1].dim_param = f"rows of {found.name.split('_')[1]}"
    return parsed.SerializeToString(deterministic=True)


def _floats(node, stored: Mapping[str, np.ndarray]) -> np.ndarray:
    """What a DequantizeLinear node gives: (number - zero point) x scale, each of the last two for a block along one axis."""
    settings = {one.name: one.i for one in node.attribute}
    numbers, scale, zero = (stored[name] for name in node.input)
    if scale.size > 1:
        axis = settings["axis"]
        scale, zero = (np.repeat(part, settings["block_size"], axis).take(range(numbers.shape[axis]), axis) for part in (scale, zero))
    return (numbers.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)


def _here(model: bytes, path: Path) -> Network:
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3  # errors
    # Threads that wait for work would spin, and keep a processor from whoever shares the machine: a hub has many students.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(model, settings, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no class of its own for a file that it cannot read
        raise WeightsError(f"{path} is not a network that onnxruntime can run: {error}") from None
    given, names = session.get_inputs()[0].name, [one.name for one in session.get_outputs()]
    return lambda image: dict(zip(names, session.run(names, {given: np.ascontiguousarray(image, np.float32)}), strict=True))


def _in_browser(model: bytes, path: Path) -> Network:
    import js
    from pyodide.ffi import JsException, to_js

    runtime = getattr(js, "courseNetworks", None)
    if runtime is None:
        raise WeightsError("The recogniser is not loaded yet. Run `import course.matching` in a cell of its own, then this cell "
                           "again. If that does not help, this site was built without it: `make lab` has it.")
    try:
        session = runtime.open(to_js(model))
    except JsException as error:
        raise WeightsError(f"{path.name} could not be opened in this browser: {error.message}. Reload the page; if it happens "
                           "again, close other tabs, as there may be too little memory.") from None

    def run(image: np.ndarray) -> dict[str, np.ndarray]:
        image = np.ascontiguousarray(image, np.float32)
        try:
            found = session.run(to_js(image.ravel()), to_js(list(image.shape)))
        except JsException as error:
            raise WeightsError(f"The network in {path.name} stopped: {error.message}. Reload the page, and use a smaller image.") from None
        return {one.name: np.asarray(one.data.to_py()).reshape(tuple(one.shape.to_py())) for one in found}

    return run
