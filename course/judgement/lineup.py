"""A lineup built from a search, and how often a witness who was there picks an innocent suspect from it.

The culprit is in no gallery. One recogniser searches for the culprit's picture and gives a suspect, who is innocent. The
other recogniser plays the witness: it remembers another picture of the culprit, sees the suspect among five fillers, and
picks the face nearest to that memory. It knows nothing of the search. With a suspect who has nothing to do with the
search it picks the suspect about once in six.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from course import faces
from course.errors import CourseError
from course.evaluation import bootstrap, distances

FILLERS = 5


@dataclass(frozen=True)
class Scene:
    """Culprits and a gallery in which none of them is.

    culprits, gallery: tables with a row an image. listed: (culprits, 6) rows of the gallery that a search for each culprit
    lists first, the nearest first.
    memory: (culprits, gallery) distances of what the witness remembers. own: (culprits,) distance of the memory to a third
    picture of the culprit. fits: (culprits, gallery) whether a person of the gallery fits the culprit's description.
    """

    culprits: pd.DataFrame
    gallery: pd.DataFrame
    listed: np.ndarray
    memory: np.ndarray
    own: np.ndarray
    fits: np.ndarray


def scene(searched_by: str = "sface", witness: str = "dlib", gallery: str = "stranger", still: int = 1) -> Scene:
    """Every known person of the cast as the culprit once, and a gallery in which that person is not.

    gallery: ``"stranger"``, all strangers (their pictures are not in the repository, their templates are), or ``"known"``, the
    other known people, a smaller gallery whose pictures can be shown. still: which picture of the culprit is searched. The
    witness remembers picture 0. The description is the morph target and the sex that were rendered.

    Raises
    ------
    CourseError
        For another gallery, or a still that not every known person has.
    """
    search, eye = faces.embeddings(searched_by), faces.embeddings(witness)
    table = search.table
    if gallery not in ("known", "stranger"):
        raise CourseError(f"there is no gallery {gallery!r}: choose known or stranger.")
    shots = {shot: table.index[(table.role == "known") & (table.shot == shot)].to_numpy() for shot in (0, still, still + 1)}
    culprits = table.loc[shots[still]]
    if culprits.empty or any(list(table.subject[rows]) != list(culprits.subject) for rows in shots.values()):
        raise CourseError(f"not every known person has the pictures 0, {still} and {still + 1}; choose another still.")
    there = table.index[(table.role == gallery) & (table.shot == 0)].to_numpy()
    themselves = culprits.subject.to_numpy()[:, None] == table.subject[there].to_numpy()[None]
    found = distances(search.vectors[shots[still]], search.vectors[there])
    found[themselves] = np.inf
    traits = ["target", "sex"]
    return Scene(
        culprits, table.loc[there],
        np.argsort(found, axis=1, kind="stable")[:, : FILLERS + 1],
        distances(eye.vectors[shots[0]], eye.vectors[there]),
        np.diagonal(distances(eye.vectors[shots[0]], eye.vectors[shots[still + 1]])),
        (culprits[traits].to_numpy()[:, None] == table.loc[there, traits].to_numpy()[None]).all(axis=2) & ~themselves,
    )


def lineup(at: Scene, who: int, suspect: str, fillers: str, random: np.random.Generator) -> np.ndarray:
    """Rows of the gallery: the suspect first, then five fillers. A suspect of -1 is the culprit.

    suspect: ``"search"``, the first of the list; ``"description"``, anybody who fits it; ``"culprit"``.
    fillers: ``"description"``, people who fit it; ``"search"``, the next of the list.
    """
    fit = np.flatnonzero(at.fits[who])
    one = {"search": lambda: at.listed[who, 0], "description": lambda: random.choice(fit), "culprit": lambda: -1}[suspect]()
    others = {"search": lambda: at.listed[who], "description": lambda: random.permutation(fit)}[fillers]()
    return np.array([one, *others[others != one][:FILLERS]])


def picked(at: Scene, suspect: str, fillers: str = "description", repeats: int = 20, seed: int = 0) -> np.ndarray:
    """(culprits,) how often the witness picks the suspect, over ``repeats`` lineups for each culprit."""
    if fillers == "search" and suspect == "search":
        repeats = 1  # nothing is drawn
    random = np.random.default_rng(seed)
    shares = np.zeros(len(at.culprits))
    for who in range(len(at.culprits)):
        for _ in range(repeats):
            rows = lineup(at, who, suspect, fillers, random)
            seen = at.memory[who, rows]
            if rows[0] < 0:
                seen = np.array([at.own[who], *seen[1:]])
            shares[who] += seen.argmin() == 0
    return shares / repeats


def rate(shares: np.ndarray) -> bootstrap.Interval:
    """The mean of `picked`, with an interval that resamples the culprits."""
    return bootstrap.subject_bootstrap(lambda weights: weights @ shares / weights.sum(axis=1), len(shares), matrix=True)
