"""The training-set slider in a notebook: an anywidget."""

from __future__ import annotations

import html
from typing import Any

import anywidget
import traitlets

from course.mending.document import MODULE, PAGE_NAME, STYLE
from course.mending.shown import MendingError, key_of
from course.mending.shown import data as build_data


class Mending(anywidget.AnyWidget):
    """Three sliders, the faces, and the errors. ``recogniser``, ``counts`` and ``table`` may be read and set.

    counts: people of each morph target in the training set, such as ``{"african": 20, "asian": 0, "european": 60}``.
    A move is answered in the browser. Setting what was not measured raises MendingError.
    """

    _esm = MODULE
    _css = STYLE

    data = traitlets.Dict().tag(sync=True)
    recogniser = traitlets.Unicode().tag(sync=True)
    counts = traitlets.Dict().tag(sync=True)
    table = traitlets.Bool(False).tag(sync=True)

    def __init__(self, data: dict, **state: Any):
        state.setdefault("recogniser", next(iter(data["recognisers"])))
        state["counts"] = dict.fromkeys((group["key"] for group in data["groups"]), 0) | dict(state.get("counts") or {})
        for name, value in state.items():
            if name not in ("recogniser", "counts", "table"):
                raise MendingError(f"There is no setting {name!r}: choose from recogniser, counts, table.")
            _check(data, name, value)
        super().__init__(data=data, **state)

    @traitlets.validate("recogniser", "counts")
    def _valid(self, proposal):
        if self.data:
            _check(self.data, proposal["trait"].name, proposal["value"])
        return proposal["value"]

    def rates(self) -> dict:
        """What is shown now: the row of the data. Lists are ``[estimate, low, high]``; None stands for infinity."""
        return self.data["recognisers"][self.recogniser]["rows"][key_of(self.counts)]

    def _repr_mimebundle_(self, **kwargs):
        """Where no widget can be shown, as in a printed lesson, a sentence stands in; the site puts its page there."""
        bundle = super()._repr_mimebundle_(**kwargs)
        chosen = ", ".join(f"{count} with the {name.capitalize()} target" for name, count in self.counts.items())
        words = f"The training-set slider appears here when this notebook is run. People in the training set: {chosen}."
        text = {"text/plain": words, "text/html": f'<p data-page="{PAGE_NAME}">{html.escape(words)}</p>'}
        return (bundle[0] | text, *bundle[1:]) if isinstance(bundle, tuple) else bundle | text


def _check(data: dict, name: str, value: Any) -> None:
    if name == "recogniser" and value not in data["recognisers"]:
        raise MendingError(f"There is no recogniser {value!r} here: choose from {', '.join(data['recognisers'])}.")
    if name == "counts":
        known = [group["key"] for group in data["groups"]]
        for group, count in value.items():
            if group not in known:
                raise MendingError(f"There is no group {group!r}: choose from {', '.join(known)}.")
            if count not in data["levels"]:
                raise MendingError(f"{count} people of the group {group} were not measured: choose from "
                                   f"{', '.join(map(str, data['levels']))}.")
        if set(value) != set(known):
            raise MendingError(f"Give a number for each of {', '.join(known)}.")


def mending(data: dict | None = None, **state: Any) -> Mending:
    """Show the training-set slider in a notebook.

    data: what `course.mending.data` gives (default: built now). state: where it starts: recogniser, counts, table.

    Raises
    ------
    MendingError
        For a state that was not measured.
    """
    return Mending(build_data() if data is None else data, **state)
