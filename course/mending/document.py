"""The training-set slider as a page: one HTML file with everything in it. It asks nothing of any server."""

from __future__ import annotations

from pathlib import Path

from course.explorer.document import stand_alone, whole
from course.mending.shown import data as build_data

FOLDER = Path(__file__).parent
MODULE, STYLE = whole(FOLDER / "mending.js"), FOLDER / "mending.css"
PAGE_NAME = "mended.html"
LEAD = """A last layer was trained on the faces that you choose, and then tried on 180 others. Every face is rendered and
shows nobody; the recognisers are real. The three targets are shapes of a head model, not peoples. The address of this
page holds what you have set, so a link leads others to the same place."""


def page(path: str | Path, data: dict | None = None) -> Path:
    """Write the slider to ``path``, an HTML file that needs nothing else. Returns the path.

    data: what `course.mending.data` gives (default: built now). Links may carry a state:
    ``mended.html#recogniser=dlib&african=20&asian=20&european=20``.
    """
    return stand_alone(path, build_data() if data is None else data, name="mending", module=MODULE, style=STYLE,
                       title="Who is in the training set?", lead=LEAD, width=70)
