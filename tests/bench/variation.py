"""What each kind of variation between people does to how far apart the recognisers find them.

Sixty people, ten from each cell, are rendered as they are sampled and again with one kind of variation made larger. One image
of each person gives non-mated pairs; with ``--images 3`` there are mated pairs too, and an equal error rate. Images lie in a
folder of their own (``.cache/faces/variation``), so a run that was stopped goes on. Needs the render environment.

    PYTHONPATH=. .venv/bin/python tests/bench/variation.py [--images N] [--people N] [--list] [VARIATION ...]
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from course import paths
from course.evaluation.facesets import FaceSet
from course.evaluation.rates import error_curve
from course.evaluation.scores import score_pairs
from course.faces.render import identity, plan, run
from course.faces.render.identity import Identity
from course.matching.embed import Embedder
from course.recognisers import RECOGNISERS, default_threshold

OUT = paths.CACHE / "faces" / "variation"
FOLDERS = {
    "nose": ("nose",), "mouth": ("mouth",), "eyes": ("eyes", "eyebrows"), "jaw": ("chin", "cheek", "neck"),
    "head": ("forehead", "head", "ears"),
}


def shape(factor: float, *regions: str) -> Callable[[Identity], Identity]:
    folders = [folder for region in regions or FOLDERS for folder in FOLDERS[region]]

    def change(person: Identity) -> Identity:
        return dataclasses.replace(person, details={
            name: min(1.0, weight * factor) if name.split("/")[0] in folders else weight
            for name, weight in person.details.items()})
    return change


def asymmetry(factor: float) -> Callable[[Identity], Identity]:
    return lambda person: dataclasses.replace(person, details={
        name: weight * factor if name.startswith("asym/") else weight for name, weight in person.details.items()})


def build(person: Identity) -> Identity:
    """Sex, muscle and weight targets over a wider range."""
    random, male = identity.stream(person.seed, "wider build"), person.sex == "male"
    return dataclasses.replace(
        person, gender=float(random.uniform(0.65, 1.0) if male else random.uniform(0.0, 0.35)),
        muscle=float(random.uniform(0.15, 0.9)), weight=float(np.clip(random.normal(0.5, 0.28), 0.05, 1.0)))


def skin(factor: float) -> Callable[[Identity], Identity]:
    def change(person: Identity) -> Identity:
        return dataclasses.replace(person, complexion={
            name: value if name == "shine" else factor * value for name, value in person.complexion.items()})
    return change


def colouring(person: Identity) -> Identity:
    """Undertone and lips drawn twice as wide about their middle."""
    tint = tuple(1 + 2 * (x - 1) for x in person.tint)
    lips = person.lip_tone | {"depth": max(0.0, 0.2 + 2 * (person.lip_tone["depth"] - 0.2)),
                              "red": max(0.05, 0.37 + 2 * (person.lip_tone["red"] - 0.37))}
    return dataclasses.replace(person, tint=tint, lip_tone=lips)


def brows(person: Identity) -> Identity:
    """Brows from thin to heavy, high to low, over twice the range."""
    brow, middle = person.brow, {"thickness": 0.036, "arch": 0.01, "height": 0.0, "tilt": 0.0, "inner": 0.135, "outer": 0.54}
    wider = {name: max(centre + 2 * (brow[name] - centre), 0.012 if name == "thickness" else -1.0)
             for name, centre in middle.items()}
    return dataclasses.replace(person, brow=brow | wider)


def mixed(person: Identity) -> Identity:
    """Ancestry targets mixed more: the cell's own from 0.5."""
    main = 0.5 + 0.5 * (person.ancestry[person.target] - 0.8) / 0.2
    rest = 1 - person.ancestry[person.target]
    return dataclasses.replace(person, ancestry={
        name: main if name == person.target else (1 - main) * share / rest for name, share in person.ancestry.items()})


def together(*changes: Callable[[Identity], Identity]) -> Callable[[Identity], Identity]:
    def change(person: Identity) -> Identity:
        for one in changes:
            person = one(person)
        return person
    return change


features = together(shape(2.5, "eyes"), shape(1.8, "nose"), shape(1.6, "mouth"), shape(1.3, "jaw", "head"))
"""Most where the targets' own deviations move the skin least, which is about the eyes and the nose."""

VARIATIONS: dict[str, Callable[[Identity], Identity]] = {
    "as sampled": lambda person: person,
    "shape x 1.35": shape(1.35), "shape x 1.7": shape(1.7), "features": features,
    **{f"{region} x 1.7": shape(1.7, region) for region in FOLDERS},
    "asymmetry x 2": asymmetry(2), "build": build, "skin x 2": skin(2), "colouring x 2": colouring, "brows x 2": brows,
    "ancestry from 0.5": mixed,
    "features and build": together(features, build),
    "surface": together(skin(2), brows, asymmetry(2), colouring),
    "features, build, skin x 2, brows x 2, asymmetry x 2": together(features, build, skin(2), brows, asymmetry(2)),
}


def render(name: str, people: int, images: int) -> list[tuple[str, str, Path]]:
    """Subject, cell and file of each image, rendered where missing."""
    out = OUT / hashlib.sha256(name.encode()).hexdigest()[:10]
    worker, rows = None, []
    for subject in plan.subjects("known", people // len(plan.CELLS), images):
        pictures = tuple(dataclasses.replace(picture, person=VARIATIONS[name](picture.person)) for picture in subject.pictures)
        files = [run.image_path("known", subject, picture.image, out) for picture in pictures]
        rows += [(subject.name, subject.name[:4], file) for file in files]
        missing = [(picture, file, _mark(out, picture)) for picture, file in zip(pictures, files, strict=True)]
        missing = [(picture, mark) for picture, file, mark in missing if not (mark.is_file() and file.is_file())]
        if missing:
            worker = worker or run.Worker(out)
            worker.render("known", dataclasses.replace(subject, pictures=tuple(picture for picture, _ in missing)), out, run.SIZE)
            for _, mark in missing:
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()
    if worker:
        worker.close()
    return rows


def _mark(out: Path, picture: plan.Picture) -> Path:
    """The file that says that this picture, of this person in this shot, was rendered."""
    made = json.dumps([dataclasses.asdict(picture.person), dataclasses.asdict(picture.shot)], sort_keys=True)
    return out / ".made" / f"{picture.image}-{hashlib.sha256(made.encode()).hexdigest()[:16]}"


def measure(rows: list[tuple[str, str, Path]], embedder: Embedder) -> dict:
    names, cells, files = zip(*rows, strict=True)
    found = [embedder.embed(file) for file in files]
    keep = np.array([row["found"] == 1 for row, _ in found])
    result = {"missed": int((~keep).sum())}
    for recogniser in RECOGNISERS:
        vectors = np.stack([vectors[recogniser] for _, vectors in found])[keep]
        scores = score_pairs(FaceSet(vectors, np.array(names)[keep], np.array(cells)[keep]))
        threshold = default_threshold(recogniser, "cosine")
        same = (np.diff(scores.groups_of(scores.nonmated_rows), axis=1) == 0).ravel()
        result[recogniser] = {
            "median": float(np.median(scores.nonmated)), "median in a cell": float(np.median(scores.nonmated[same])),
            "fmr": float((scores.nonmated <= threshold).mean()), "fmr in a cell": float((scores.nonmated[same] <= threshold).mean()),
        }
        if len(scores.mated):
            eer = error_curve(scores.mated, scores.nonmated).eer()
            result[recogniser] |= {"fnmr": float((scores.mated > threshold).mean()), "eer": float(eer.rate),
                                   "mated median": float(np.median(scores.mated))}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("variations", nargs="*", help="which (default: all)")
    parser.add_argument("--images", type=int, default=1, help="of each person (default: 1)")
    parser.add_argument("--people", type=int, default=60, help="a multiple of six (default: 60)")
    parser.add_argument("--list", action="store_true", help="only name the variations")
    given = parser.parse_args()
    unknown = set(given.variations) - set(VARIATIONS)
    if given.list or unknown:
        raise SystemExit((f"unknown: {', '.join(sorted(unknown))}. " if unknown else "") + "Variations: " + "; ".join(VARIATIONS))
    embedder = Embedder()
    for name in given.variations or VARIATIONS:
        found = measure(render(name, given.people, given.images), embedder)
        for recogniser in RECOGNISERS:
            shown = ", ".join(f"{key} {value:.3f}" for key, value in found[recogniser].items())
            print(f"{name} | {recogniser} | {shown} | not found {found['missed']}", flush=True)


if __name__ == "__main__":
    main()
