"""What the notebooks in plain Python use, and sentences for what is not in the browser lab."""

from __future__ import annotations

import html
import importlib.abc
import importlib.machinery
import json
import sys
from array import array
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

SCORES = Path(__file__).with_name("browser_scores")
WHOLE = SCORES.with_name("course").joinpath("evaluation").exists()
"""The whole course is here, not its parts in plain Python alone."""

NEEDS_COMPILED = {"numpy", "pandas", "matplotlib", "seaborn", "scipy", "sklearn", "cv2", "PIL", "dlib", "deepface",
                  "onnx", "onnxruntime", "torch", "tensorflow", "ipywidgets", "anywidget", "boto3"}
MEND = ("Open the lesson with `make lab` in the course's folder, where everything runs, or read its page on this site.")


class NotHere(ModuleNotFoundError):
    """An import that cannot work in a browser. It says what to do instead."""

    def _render_traceback_(self):
        """Jupyter shows the sentence alone: which lines of this file raised it helps nobody."""
        return [str(self)]


def later() -> set[str]:
    """What is fetched when a cell names it: the modules of all packages that the site has. Nothing in the lab in plain Python."""
    from pyodide_js import _api

    return set(_api._import_name_to_package_name.to_py()) if WHOLE else set()


class _Sentences(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None):
        here = importlib.machinery.PathFinder
        if fullname in NEEDS_COMPILED and here.find_spec(fullname) is None:
            if fullname in later():
                raise NotHere(f"{fullname} is not loaded yet. Write `import {fullname}` in this cell, or in one before it, and run "
                              "it again: what a cell names is fetched first.")
            raise NotHere(f"{fullname} is not in the browser lab: it needs compiled code that is not shipped with this "
                          f"site. {MEND}")
        if fullname.startswith("course.") and here.find_spec(fullname, path) is None:
            needs = "more than a browser has" if WHOLE else "numpy, which cannot run here"
            raise NotHere(f"{fullname} is not in the browser lab: it needs {needs}. {MEND}")
        return None


def say_what_is_not_here() -> None:
    """From now on, importing what a browser cannot have ends in one sentence."""
    if not any(isinstance(one, _Sentences) for one in sys.meta_path):
        sys.meta_path.insert(0, _Sentences())


class Distances(NamedTuple):
    """The distances of one recogniser on one half of the cast, sorted."""

    mated: array
    nonmated: array


def distances(recogniser: str = "dlib", half: str = "development") -> Distances:
    """The cosine distances of all pairs of the known people of one half of the cast: the same numbers as in the lesson on thresholds.

    recogniser: dlib. half: development or evaluation.
    """
    known = json.loads((SCORES / "index.json").read_text(encoding="utf-8"))
    if f"{recogniser}-{half}" not in known:
        raise ValueError(f"there is no {recogniser}-{half}: choose from {', '.join(known)}.")
    both = []
    for kind in ("mated", "nonmated"):
        steps = array("I", (SCORES / f"{recogniser}-{half}-{kind}").read_bytes())
        both.append(array("f", array("I", accumulate(steps)).tobytes()))  # see course/site/browser/build.py, scores
    return Distances(*both)


def share_at_or_below(ordered, threshold: float) -> float:
    """The share of sorted distances at or below a threshold, found by halving: for many thresholds."""
    return bisect_right(ordered, threshold) / len(ordered)


class Shown:
    """Markup that Jupyter shows, with words for where it cannot."""

    def __init__(self, markup: str, words: str):
        self.markup, self.words = markup, words

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.words


def lines(curves: dict, *, across: str, up: str, mark: float | None = None) -> Shown:
    """Draw curves, ``{name: [(x, y), ...]}``, as a picture with words. mark: a place on the axis to mark."""
    points = [point for curve in curves.values() for point in curve]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top = max(y for _, y in points) or 1

    def place(x, y):
        return f"{60 + 520 * (x - left) / ((right - left) or 1):.1f},{250 - 220 * y / top:.1f}"

    parts = ['<line x1="60" y1="250" x2="580" y2="250" stroke="#333"/>', '<line x1="60" y1="30" x2="60" y2="250" stroke="#333"/>']
    for share in (0, 0.5, 1):
        x, y = 60 + 520 * share, 250 - 220 * share
        parts.append(f'<text x="{x}" y="268" text-anchor="middle">{left + (right - left) * share:.3g}</text>')
        parts.append(f'<text x="54" y="{y + 4}" text-anchor="end">{top * share:.3g}</text>')
    for number, (name, curve) in enumerate(curves.items()):
        colour, dash = (("#0072B2", ""), ("#D55E00", "7 4"), ("#009E73", "2 3"))[number % 3]
        parts.append(f'<polyline points="{" ".join(place(x, y) for x, y in curve)}" fill="none" stroke="{colour}" '
                     f'stroke-width="2.5" stroke-dasharray="{dash}"/>')
        parts.append(f'<line x1="{90 + 170 * number}" y1="14" x2="{125 + 170 * number}" y2="14" stroke="{colour}" '
                     f'stroke-width="2.5" stroke-dasharray="{dash}"/>'
                     f'<text x="{132 + 170 * number}" y="18">{html.escape(name)}</text>')
    if mark is not None:
        x = 60 + 520 * (mark - left) / ((right - left) or 1)
        parts.append(f'<line x1="{x:.1f}" y1="30" x2="{x:.1f}" y2="250" stroke="#333" stroke-dasharray="3 3"/>')
    said = ", ".join(f"{name} from {curve[0][1]:.3g} to {curve[-1][1]:.3g}" for name, curve in curves.items())
    words = f"A drawing of {up} against {across}: {said}."
    return Shown(f'<svg viewBox="0 0 600 305" style="max-width:40rem;background:#fff" role="img" '
                 f'aria-label="{html.escape(words)}" font-size="13" font-family="sans-serif" fill="#1a1a1a">'
                 f'{"".join(parts)}<text x="320" y="296" text-anchor="middle">{html.escape(across)}</text></svg>', words)


def table(rows: list[dict]) -> Shown:
    """Rows as a table. The first row's keys are the heads."""
    if not rows:
        return Shown("<p>No rows.</p>", "No rows.")
    heads = "".join(f'<th scope="col" style="text-align:left">{html.escape(str(key))}</th>' for key in rows[0])
    body = "".join("<tr>" + "".join(f'<td style="text-align:left">{html.escape(str(value))}</td>' for value in row.values()) + "</tr>"
                   for row in rows)
    return Shown(f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>",
                 "\n".join("; ".join(f"{key}: {value}" for key, value in row.items()) for row in rows))


def site() -> str:
    """The address of the site that this lab lies in, whatever the path. Jupyter would take a relative one for a file."""
    import js

    return str(js.self.location.href).split("/lab/extensions/")[0] + "/"


def explorer(threshold: float | None = None, recogniser: str = "dlib") -> Shown:
    """The course's threshold explorer, as it stands on this site. It needs no kernel."""
    state = f"#recogniser={recogniser}" + ("" if threshold is None else f"&threshold={threshold}")
    return Shown(f'<iframe src="{site()}explorer.html{html.escape(state)}" title="The threshold explorer" width="100%" '
                 'height="900" style="border:1px solid #767676"></iframe>', "The threshold explorer appears here.")
