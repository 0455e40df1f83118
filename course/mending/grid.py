"""The mending experiment on the cast: every composition of a training set on a grid, measured once and kept.

The slider of the lesson "Can it be mended?" shows these rows: an interval takes hundreds of fresh trainings, which no
move of a slider can wait for. The lesson's own cells measure some of the rows again.

``course mending --write`` measures them all.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from course import paths
from course.errors import CourseError
from course.evaluation import metric, remedies
from course.evaluation.remedies import Remedied, Trial
from course.evaluation.scores import FaceSet
from course.faces import embeddings
from course.files import write_whole
from course.recognisers import RECOGNISERS

GROUPS = ("african", "asian", "european")
"""The morph targets: settings of the renderer, by the names that the head model's makers gave them."""
LEVELS = (0, 10, 20, 40, 60)
"""How many people of one target a training set on the grid may have."""
TARGET = 0.01
REPLICATES = 200
FOLDER = "mended"


class GridError(CourseError, ValueError):
    """The grid is missing, or does not hold what was asked of it."""


RATES = ("fmr", "fnmr")
ENDS = ("", "_low", "_high")


def trial(recogniser: str, keep: Callable[[pd.DataFrame], Sequence[bool]] | None = None) -> Trial:
    """The known people of the cast in two halves, in groups by morph target; training sets take the sexes in turn.

    keep: a gate. It gets the table of the images and says which are let through; the others take no part in either half.
    """
    halves, sexes = [], []
    for split in ("development", "evaluation"):
        found = embeddings(recogniser, "known", split)
        let = np.isfinite(found.vectors).all(axis=1)
        if keep is not None:
            let &= np.asarray(keep(found.table), dtype=bool)
        table = found.table[let]
        halves.append(FaceSet(found.vectors[let], table["subject"].to_numpy(), table["target"].to_numpy()))
        sexes.append(table["sex"].to_numpy())
    return Trial(*halves, balance=sexes[0])


def columns() -> list[str]:
    """Of data/mended/mended.csv, in order."""
    rates = [f"{rate}_{name}{end}" for rate in RATES for name in (*GROUPS, "all") for end in ENDS]
    return ["recogniser", *GROUPS, "threshold", "shrinkage", *rates, *(f"{name}{end}" for name in ("ratio", "gap") for end in ENDS)]


def row(recogniser: str, found: Remedied) -> dict:
    """One line of the file: a composition and what it gave."""
    line = {"recogniser": recogniser, "threshold": found.threshold[0], "shrinkage": found.shrinkage}
    line |= {name: int(count) for name, count in zip(found.groups, found.training, strict=True)}
    for rate in RATES:
        by_group, whole = getattr(found, rate), getattr(found, f"{rate}_all")
        for end, kind in zip(ENDS, ("estimate", "low", "high"), strict=True):
            line |= {f"{rate}_{name}{end}": value for name, value in zip(found.groups, getattr(by_group, kind), strict=True)}
            line[f"{rate}_all{end}"] = getattr(whole, kind)
    for name in ("ratio", "gap"):
        line |= {f"{name}{end}": getattr(getattr(found, name), kind)
                 for end, kind in zip(ENDS, ("estimate", "low", "high"), strict=True)}
    return {name: None if line[name] is None else line[name] if name in ("recogniser", *GROUPS) else float(f"{line[name]:.5g}")
            for name in columns()}


def compositions() -> list[dict[str, int]]:
    """Every point of the grid; the first is nobody, so templates as delivered."""
    return [dict(zip(GROUPS, counts, strict=True)) for counts in itertools.product(LEVELS, repeat=len(GROUPS))]


def measure(recogniser: str, replicates: int = REPLICATES, progress: bool = False) -> pd.DataFrame:
    """Measure the whole grid for one recogniser. About 7 minutes on one core; stopped half-way, it goes on from there."""
    from tqdm.auto import tqdm

    experiment, done = trial(recogniser), _Kept(recogniser, replicates)
    for composition in tqdm(compositions(), desc=recogniser, unit="set", disable=not progress):
        if tuple(composition.values()) not in done.rows:
            done.add(row(recogniser, experiment.report(experiment.training_set(composition), target=TARGET,
                                                       replicates=replicates)))
    return pd.DataFrame([done.rows[tuple(one.values())] for one in compositions()], columns=columns())


class _Kept:
    """Rows that are finished, in the cache, under what they were made from."""

    def __init__(self, recogniser: str, replicates: int):
        digest = hashlib.sha256(repr((recogniser, replicates, TARGET, columns())).encode())
        for path in (paths.DATA / "embeddings" / f"{recogniser}.npy", Path(remedies.__file__), Path(metric.__file__)):
            digest.update(path.read_bytes())
        self.path = paths.CACHE / FOLDER / f"{digest.hexdigest()[:24]}.jsonl"
        self.rows: dict[tuple, dict] = {}
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        for line in lines:
            try:
                self._put(json.loads(line))
            except ValueError:
                continue  # cut short when the run was stopped

    def _put(self, one: dict) -> None:
        self.rows[tuple(one[name] for name in GROUPS)] = one

    def add(self, one: dict) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(one) + "\n")
        self._put(one)


def write_measured(folder: Path, progress: bool = False) -> None:
    """Measure the grid for every recogniser and write ``mended.csv`` and its card into ``folder``."""
    table = pd.concat([measure(name, progress=progress) for name in RECOGNISERS])
    content = table.to_csv(index=False, lineterminator="\n").encode()
    write_whole(folder / "mended.csv", content)
    card = CARD.format(digest=hashlib.sha256(content).hexdigest(), replicates=REPLICATES, levels=", ".join(map(str, LEVELS)),
                       names=" or ".join(RECOGNISERS))
    write_whole(folder / "CARD.md", card.encode())


def measured() -> pd.DataFrame:
    """The kept grid, one row a recogniser and composition. An empty shrinkage: nothing was learnt.

    Raises
    ------
    GridError
        When the file is missing.
    """
    path = paths.DATA / FOLDER / "mended.csv"
    if not path.exists():
        raise GridError(f"{path} is missing. Check it out again, or measure it: course mending --write.")
    return pd.read_csv(path)


def at(table: pd.DataFrame, recogniser: str, **counts: int) -> pd.Series:
    """The row of one composition, such as ``at(measured(), "dlib", african=20, asian=20, european=20)``.

    A group that is not named has nobody in the training set.

    Raises
    ------
    GridError
        For what was not measured.
    """
    wanted = dict.fromkeys(GROUPS, 0) | counts
    found = table[(table.recogniser == recogniser) & (table[list(GROUPS)] == [wanted[name] for name in GROUPS]).all(axis=1)]
    if set(wanted) != set(GROUPS) or len(found) != 1:
        raise GridError(f"{recogniser} with {wanted} was not measured: each of {', '.join(GROUPS)} may be one of "
                        f"{', '.join(map(str, LEVELS))}.")
    return found.iloc[0]


CARD = """---
title: What the composition of a small training set does to the errors, on the cast
licence: CC0-1.0
source: data/embeddings, made from data/faces
how: course mending --write
files:
  mended.csv: {digest}
---
# Who is in the training set, and who bears the errors

One row a recogniser and a composition of the training set: so many people ({levels}) rendered with each morph
target, taken from the development half. A linear layer was learnt from their templates, the threshold was chosen on the
development half by cross-fitting for an FMR of 1% over all pairs, and the rates were measured on the evaluation half (60
people of each target). Nobody in the training set: templates as delivered. Cosine distance.

| column | meaning |
|---|---|
| recogniser | {names} |
| african, asian, european | people of that morph target in the training set |
| threshold, shrinkage | what was chosen; shrinkage is empty where nothing was learnt |
| fmr_NAME, fnmr_NAME | FMR within the group, FNMR of the group; `all`: over all pairs. Shares, 0 to 1 |
| ratio, gap | largest FMR of a group divided by the smallest, and minus it |
| _low, _high | the middle 95% of {replicates} replicates in which people of both halves were drawn anew, the layer learnt anew and the threshold chosen anew |

An FMR of 0 means that no error was seen, not that there is none. Morph targets are settings of a renderer, not peoples.
These numbers show how to ask; they do not say how a recogniser does on people. Sums of floating-point numbers differ a
little between processors: another machine may count single pairs otherwise.
"""
