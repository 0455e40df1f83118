"""botocore's own model of the service: which operations there are, and what their parameters may be.

boto3 itself checks types and names, but no upper limit, pattern or enumeration: those the service must check.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel

from course.rekognition.errors import Refusal, invalid_parameter

SHOWN = 60  # characters of a refused value that are repeated in the message
NAMED = 5  # mistakes named in one message


@cache
def service_model() -> ServiceModel:
    """The installed botocore's Rekognition model."""
    return ServiceModel(Loader().load_service_model("rekognition", "service-2"), service_name="rekognition")


def read_parameters(operation: str, given: dict) -> dict:
    """Check ``given``, the JSON of a request, against the model; return it with blobs decoded and nulls left out.

    Members that the model does not know are ignored, as the service does.

    Raises
    ------
    Refusal
        ValidationException for an image of too many bytes or none, else InvalidParameterException, naming every
        member that is wrong.
    """
    wrong: list[str] = []
    found = _read(service_model().operation_model(operation).input_shape, given, "", wrong)
    if wrong:
        more = f" And {len(wrong) - NAMED} more." if len(wrong) > NAMED else ""
        raise invalid_parameter(" ".join(wrong[:NAMED]) + more)
    return found


def violations(shape, value) -> list[str]:
    """What in ``value``, as JSON, does not keep to ``shape``. Unknown members count. For checking responses."""
    wrong: list[str] = []
    _read(shape, value, "", wrong, strict=True)
    return wrong


def _read(shape, value, path: str, wrong: list[str], strict: bool = False):
    name = path or "the request"
    if not _TYPES[shape.type_name](value):
        wrong.append(f"{name}: {_shown(value)} is no {shape.type_name}.")
        return None
    return _READERS[shape.type_name](shape, value, path, wrong, strict)


def _structure(shape, value, path, wrong, strict):
    found = {}
    for name, member in shape.members.items():
        if value.get(name) is not None:
            found[name] = _read(member, value[name], f"{path}.{name}" if path else name, wrong, strict)
        elif name in shape.required_members:
            wrong.append(f"{path + '.' if path else ''}{name} is missing.")
    if strict:
        wrong.extend(f"{path}: the model has no member {name!r}." for name in value if name not in shape.members)
    return found


def _list(shape, value, path, wrong, strict):
    if not _check_range(shape, len(value), path, wrong, "items"):
        return []
    return [_read(shape.member, item, f"{path}[{i}]", wrong, strict) for i, item in enumerate(value)]


def _map(shape, value, path, wrong, strict):
    _check_range(shape, len(value), path, wrong, "entries")
    return {key: _read(shape.value, item, f"{path}.{_shown(key)}", wrong, strict) for key, item in value.items()}


def _string(shape, value, path, wrong, strict):
    _check_range(shape, len(value), path, wrong, "characters")
    pattern, options = shape.metadata.get("pattern"), shape.metadata.get("enum")
    if pattern and (compiled := _compiled(pattern)) and not compiled.fullmatch(value):
        wrong.append(f"{path}: {_shown(value)} does not match {pattern}.")
    if options and value not in options:
        wrong.append(f"{path}: {_shown(value)} is none of {', '.join(options)}.")
    return value


def _blob(shape, value, path, wrong, strict):
    try:
        content = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        wrong.append(f"{path} is not base64.")
        return None
    if shape.name == "ImageBlob" and not 1 <= len(content) <= shape.metadata["max"]:
        # as the service words it, in public logs
        least = "less than or equal to " + str(shape.metadata["max"]) if content else "greater than or equal to 1"
        mend = "Scale the image down, or compress it more." if content else "Pass the content of a JPEG or PNG file."
        raise Refusal("ValidationException", f"1 validation error detected: Value at '{path[0].lower()}{path[1:-5]}bytes' "
                      f"failed to satisfy constraint: Member must have length {least}. It has {len(content):,} bytes. {mend}")
    _check_range(shape, len(content), path, wrong, "bytes")
    return content


def _number(shape, value, path, wrong, strict):
    _check_range(shape, value, path, wrong, "")
    return value


def _check_range(shape, size, path, wrong, unit) -> bool:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    fits = (least is None or size >= least) and (most is None or size <= most)
    if not fits:
        limits = f"at least {least}" if most is None else f"at most {most}" if least is None else f"{least} to {most}"
        wrong.append(f"{path}: {_shown(size)} {unit}{' ' if unit else ''}given, {limits} allowed.")
    return fits


@cache
def _compiled(pattern: str) -> re.Pattern | None:
    r"""None where the model uses classes that Python does not have (\p{L}): in tags and projects, not built here."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _is_integer(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _is_number(value) -> bool:
    return _is_integer(value) or (isinstance(value, float) and math.isfinite(value))


def _shown(value) -> str:
    text = ascii(value) if isinstance(value, (str, int, float, bool)) else type(value).__name__
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


_READERS = {
    "structure": _structure, "list": _list, "map": _map, "string": _string, "blob": _blob,
    "integer": _number, "long": _number, "float": _number, "double": _number, "boolean": _number, "timestamp": _number,
}  # fmt: skip
_TYPES = {
    "structure": lambda value: isinstance(value, dict),
    "list": lambda value: isinstance(value, list),
    "map": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
    "blob": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "long": _is_integer,
    "float": _is_number,
    "double": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "timestamp": _is_number,
}
