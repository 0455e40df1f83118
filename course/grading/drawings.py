"""SVG of a student: what a browser draws of it in a moment, or nothing.

A few lines of SVG can ask for hours of drawing: groups that use groups that use groups, filters, patterns, marks on every point
of a line. So a drawing is read and written again with shapes, text and gradients alone. What it uses by reference is counted
as often as it is drawn. Runs in :mod:`course.grading.clean`'s child.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

LIMIT = 50_000  # shapes that are drawn
DEPTH = 100  # groups within groups
PIXELS = 20_000_000
_SPACE, _LINKS = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_KNOWN = {
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "path", "polygon", "polyline",
    "radialGradient", "rect", "stop", "style", "svg", "symbol", "text", "title", "tspan", "use",
}  # fmt: skip
_DROPPED = {"metadata", "script"}  # matplotlib writes who made it, and when
# In a style or an attribute: effects, movement, what is loaded, and letters that hide a word.
_EFFECTS = re.compile(r"filter|mask|marker|animation|transition|shadow|blend|@|\\|image", re.IGNORECASE)
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')]+)")


def drawing(text: str) -> str:
    """The drawing, written again; empty where it holds what is not drawn here, or asks for more than is drawn in a moment."""
    if "<!ENTITY" in text:
        return ""
    try:
        root = ElementTree.fromstring(text)
        if root.tag != f"{{{_SPACE}}}svg":
            return ""
        named: dict[str, ElementTree.Element] = {}
        _prepare(root, named, 0)
        if _cost(root, named, {}) > LIMIT or not _fits(root):
            return ""
        ElementTree.register_namespace("", _SPACE)
        ElementTree.register_namespace("xlink", _LINKS)
        return ElementTree.tostring(root, encoding="unicode")
    except (ElementTree.ParseError, ValueError, RecursionError):
        return ""


def _prepare(element: ElementTree.Element, named: dict[str, ElementTree.Element], depth: int) -> None:
    """Take out what says nothing, remember what can be referred to.

    Raises
    ------
    ValueError
        When something else stands in it.
    """
    if depth > DEPTH:
        raise ValueError("too deep")
    for child in list(element):
        name = child.tag.rpartition("}")[2]
        if name in _DROPPED:
            element.remove(child)
        elif child.tag != f"{{{_SPACE}}}{name}" or name not in _KNOWN or (name == "style" and _EFFECTS.search(child.text or "")):
            raise ValueError(f"<{name}>")
        else:
            _prepare(child, named, depth + 1)
    for name, value in list(element.attrib.items()):
        if name.rpartition("}")[2].startswith("on"):
            del element.attrib[name]
        elif _EFFECTS.search(name) or (name == "style" and _EFFECTS.search(value)):
            raise ValueError(name)
    if "id" in element.attrib:
        if element.attrib["id"] in named:
            raise ValueError("two of one name")
        named[element.attrib["id"]] = element


def _cost(element: ElementTree.Element, named: dict[str, ElementTree.Element], known: dict[ElementTree.Element, int]) -> int:
    """How many elements are drawn for this one.

    Raises
    ------
    ValueError
        When something refers to itself or to elsewhere, or when they are too many.
    """
    if element in known:
        if known[element] < 0:
            raise ValueError("refers to itself")
        return known[element]
    known[element] = -1
    cost = 1 + sum(_cost(child, named, known) for child in element)
    for name, value in element.attrib.items():
        targets = _REFERENCE.findall(value)
        if name.rpartition("}")[2] == "href":
            if not value.startswith("#") and not element.tag.endswith("}a"):
                raise ValueError("refers to elsewhere")
            targets.append(value[1:])
        cost += sum(_cost(named[target], named, known) for target in targets if target in named)
        if cost > LIMIT:
            raise ValueError("too much")
    known[element] = cost
    return cost


def _fits(root: ElementTree.Element) -> bool:
    sides = [re.match(r"[\d.]+", root.get(side, "")) for side in ("width", "height")]
    width, height = (float(one[0].strip(".") or 0) if one else 1000.0 for one in sides)
    return width * height <= PIXELS
