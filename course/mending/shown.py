"""What the training-set slider shows, as plain data for JSON: a row of rates for each composition, and the faces."""

from __future__ import annotations

import math
from collections.abc import Sequence

from course.errors import CourseError
from course.explorer.counts import thumbnails
from course.mending import grid
from course.recognisers import RECOGNISERS

VERSION = 1
THUMBNAIL = 44  # px; shown at half of it, so that it stays sharp on dense screens


class MendingError(CourseError, ValueError):
    """The slider was asked for something that its data do not hold."""


def data(recognisers: Sequence[str] | None = None) -> dict:
    """Build what the slider shows, from the kept measurements and the cast's development people.

    ``recognisers``: those that were measured, without any named.

    Returns plain data of some 400 kB. ``recognisers.NAME.rows["20,20,20"]`` holds ``[estimate, low, high]`` lists;
    None stands for infinity.

    Raises
    ------
    MendingError
        For a recogniser without measurements, and CastError when the cast is missing.
    """
    from course import faces

    table = grid.measured()
    if recognisers is None:
        recognisers = [name for name in RECOGNISERS if name in set(table.recogniser)]
    missing = [name for name in recognisers if name not in set(table.recogniser)]
    if missing or not recognisers:
        raise MendingError(f"There is no measurement of {missing[0] if missing else 'no recogniser'}: choose from "
                           f"{', '.join(sorted(set(table.recogniser)))}, or run `course mending --write`.")
    trial = grid.trial(recognisers[0])
    cast = faces.load(role="known", split="development")
    frontal = cast.images.assign(turn=cast.images.yaw.abs()).sort_values(["turn", "image"]).groupby("subject").image.first()
    people = {group: [frontal[name] for name in order] for group, order in trial.order.items()}
    return {
        "version": VERSION,
        "groups": [{"key": name, "label": f"{name.capitalize()} target", "people": people[name]} for name in trial.groups],
        "levels": list(grid.LEVELS),
        "target": grid.TARGET,
        "reported": {group: int(count) for group, count in zip(trial.groups, trial.report(replicates=0).people, strict=True)},
        "recognisers": {name: {"label": RECOGNISERS[name].title, "rows": _rows(table[table.recogniser == name])}
                        for name in recognisers},
        "images": thumbnails(cast, [image for group in people.values() for image in group], THUMBNAIL),
    }


def key_of(counts) -> str:
    """``20,20,20``: how a composition is named in the data."""
    return ",".join(str(int(counts[name])) for name in grid.GROUPS)


def _rows(table) -> dict:
    def three(line, name):
        return [_number(line[f"{name}{end}"]) for end in grid.ENDS]

    return {key_of(line): {"fmr": [three(line, f"fmr_{name}") for name in grid.GROUPS],
                           "fnmr": [three(line, f"fnmr_{name}") for name in grid.GROUPS],
                           "fmr_all": three(line, "fmr_all"), "fnmr_all": three(line, "fnmr_all"), "ratio": three(line, "ratio")}
            for line in table.to_dict("records")}


def _number(value: float) -> float | None:
    return float(f"{value:.4g}") if math.isfinite(value) else None
