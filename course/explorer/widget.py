"""The explorer in a notebook: an anywidget, with ipywidgets beside it for everything but the threshold."""

from __future__ import annotations

import html
from typing import Any

import anywidget
import ipywidgets
import traitlets

from course.explorer.counts import ExplorerError
from course.explorer.counts import data as build_data
from course.explorer.document import MODULE, STYLE

PARTS = ("search", "groups")
"""What is shown besides the rates, curves and faces of one threshold: what a search does, and who is struck."""

LIMITS = {"gallery": (1, 10**9), "searches": (0, 10**9), "prior": (0.0, 1.0)}


class _Plain:
    """Takes numbers of numpy too, as the course's own distances are."""

    def validate(self, obj, value):
        return super().validate(obj, value.item() if getattr(value, "ndim", None) == 0 else value)


class Real(_Plain, traitlets.Float):
    """A float, or a number of numpy."""


class Whole(_Plain, traitlets.Int):
    """A whole number, or one of numpy."""


class Explorer(anywidget.AnyWidget):
    """The picture and its threshold slider. Every trait may be read and set; the picture follows.

    Rates are computed in the browser: dragging the slider asks nothing of the kernel. Setting a trait to a value that
    the data do not hold raises ExplorerError.
    """

    _esm = MODULE
    _css = STYLE

    data = traitlets.Dict().tag(sync=True)
    recogniser = traitlets.Unicode().tag(sync=True)
    threshold = Real().tag(sync=True)
    group = traitlets.Unicode("all").tag(sync=True)
    gallery = Whole(1000).tag(sync=True)
    prior = Real(0.5).tag(sync=True)
    searches = Whole(1000).tag(sync=True)
    table = traitlets.Bool(False).tag(sync=True)
    parts = traitlets.List(traitlets.Enum(PARTS), list(PARTS)).tag(sync=True)

    def __init__(self, data: dict, **state: Any):
        recogniser = state.setdefault("recogniser", next(iter(data["recognisers"])))
        if recogniser not in data["recognisers"]:
            raise ExplorerError(_unknown("recogniser", recogniser, data["recognisers"]))
        if state.get("threshold") is None:
            state["threshold"] = start(data["recognisers"][recogniser])
        for name, value in state.items():
            if name not in self.trait_names(sync=True) or name.startswith("_") or name == "data":
                raise ExplorerError(_unknown("setting", name, ["recogniser", "threshold", "group", *LIMITS, "table", "parts"]))
            _check(data, recogniser, name, value)
        super().__init__(data=data, **state)
        # Distances of two recognisers have different scales: a threshold of one says nothing to the other.
        self.observe(lambda change: self.set_trait("threshold", start(data["recognisers"][change["new"]])), "recogniser")

    @traitlets.validate("recogniser", "group", "gallery", "prior", "searches", "threshold")
    def _valid(self, proposal):
        if self.data:
            _check(self.data, self.recogniser, proposal["trait"].name, proposal["value"])
        return proposal["value"]


def start(recogniser: dict) -> float:
    """DeepFace's default threshold, or the middle of the distances where it has none."""
    top = recogniser["thresholds"][-1]
    default = recogniser["default"]
    return top / 2 if default is None else min(default, top)


def _check(data: dict, recogniser: str, name: str, value: Any) -> None:
    if name == "parts" and (odd := [one for one in value if one not in PARTS]):
        raise ExplorerError(_unknown("part", odd[0], PARTS))
    if name == "recogniser" and value not in data["recognisers"]:
        raise ExplorerError(_unknown(name, value, data["recognisers"]))
    if name == "group" and value not in data["recognisers"][recogniser]["groups"]:
        raise ExplorerError(_unknown(name, value, data["recognisers"][recogniser]["groups"]))
    if name in LIMITS and not LIMITS[name][0] <= value <= LIMITS[name][1]:
        raise ExplorerError(f"{name} is {value}: it must lie between {LIMITS[name][0]} and {LIMITS[name][1]}.")
    top = data["recognisers"][recogniser]["thresholds"][-1]
    if name == "threshold" and not 0 <= value <= top:
        raise ExplorerError(f"threshold is {value}: with {recogniser} it must lie between 0 and {top:g}, the largest distance.")


def _unknown(name, value, known) -> str:
    return f"there is no {name} {value!r} in this explorer. Choose from {', '.join(known)}."


class ExplorerBox(ipywidgets.VBox):
    """The explorer with its controls. ``.explorer`` is the picture; see `Explorer` for its traits."""

    def __init__(self, picture: Explorer):
        self.explorer = picture
        super().__init__([_controls(picture), picture])

    def _repr_mimebundle_(self, **kwargs):
        """Where no widget can be shown, as in a printed lesson, a sentence stands in."""
        bundle = super()._repr_mimebundle_(**kwargs)
        words = ("The threshold explorer appears here when this notebook is run. It shows what the threshold "
                 f"{self.explorer.threshold:g} of {self.explorer.recogniser} trades.")
        text = {"text/plain": words, "text/html": f"<p>{html.escape(words)}</p>"}
        return (bundle[0] | text, *bundle[1:]) if isinstance(bundle, tuple) else bundle | text


def _controls(picture: Explorer) -> ipywidgets.HBox:
    style = {"description_width": "initial"}
    wide = {"width": "auto", "min_width": "15rem"}
    recognisers = [(f"{one['label']} ({one['measure']})", name) for name, one in picture.data["recognisers"].items()]
    recogniser = ipywidgets.Dropdown(options=recognisers, value=picture.recogniser, description="Recogniser", style=style, layout=wide)
    group = ipywidgets.Dropdown(options=[(one["label"], one["key"]) for one in picture.data["groups"]], value=picture.group,
                                description="Group", style=style, layout=wide)
    # A list's choice lives in the kernel; numbers are linked in the browser and need no kernel to follow.
    traitlets.link((picture, "recogniser"), (recogniser, "value"))
    traitlets.link((picture, "group"), (group, "value"))
    numbers = []
    for name, label, kind in (("gallery", "People in the gallery", ipywidgets.BoundedIntText),
                              ("searches", "Searches a year", ipywidgets.BoundedIntText),
                              ("prior", "Share of searches whose person is enrolled", ipywidgets.BoundedFloatText)):
        low, high = LIMITS[name]
        step = {"step": 0.05} if name == "prior" else {}
        number = kind(getattr(picture, name), min=low, max=high, description=label, style=style, layout=wide, **step)
        number.link = ipywidgets.jslink((picture, name), (number, "value"))
        numbers.append(number)
    shown = [recogniser, *([group] if "groups" in picture.parts else []), *(numbers if "search" in picture.parts else [])]
    return ipywidgets.HBox(shown, layout={"flex_flow": "row wrap"})


def explorer(data: dict | None = None, **state: Any) -> ExplorerBox:
    """Show the threshold explorer in a notebook.

    data: what `course.explorer.data` gives (default: built now, or read from the cache). state: where it starts,
    any of recogniser, threshold, group, gallery, prior, searches, table, and parts: which of ``"search"`` and ``"groups"``
    are shown besides the rates, curves and faces (default: both).

    Raises
    ------
    ExplorerError
        For a state that the data do not hold.
    """
    return ExplorerBox(Explorer(build_data() if data is None else data, **state))
