"""What is worn on the head: a beanie, a cap, a wrap, a headscarf, a hood. Surfaces in numpy, drawn about the head that wears them.

A surface is a distance from a centre, by direction: the head's own outline (ears included), made smooth, plus the
cloth. Vertices are in decimetres on the head model's axes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from course.faces.render.identity import Identity, stream
from course.faces.render.skin import smooth

AROUND, ALONG = 72, 22
TOP, FACE = np.array([0.0, 7.60, 0.25]), np.array([0.0, 7.12, 0.25])
"""Centres: of a cap, which opens downwards, and of a scarf, which opens to the front."""
SHARPNESS = 90.0
"""Of the outline: about 6 degrees are smoothed over."""


@dataclass(frozen=True)
class Cover:
    vertices: np.ndarray
    """(n, 3)."""
    faces: list[tuple[int, ...]]
    centre: np.ndarray
    directions: np.ndarray
    """(n, 3) of the vertices from the centre."""

    def tuck(self, strands: np.ndarray) -> np.ndarray:
        """Return ``strands`` (n, k, 3) with every point that the cloth would cover drawn below it."""
        flat = strands.reshape(-1, 3) - self.centre
        distance = np.linalg.norm(flat, axis=1) + 1e-9
        tips = np.linalg.norm(self.vertices[: len(self.directions)] - self.centre, axis=1)
        apart, nearest = cKDTree(self.directions).query(flat / distance[:, None])
        limit = np.where(apart < np.radians(6), tips[nearest] - 0.05, np.inf)
        return (flat * np.minimum(1, limit / distance)[:, None] + self.centre).reshape(strands.shape)


def make(person: Identity, head: np.ndarray) -> Cover | None:
    """Return what ``person`` wears over ``head`` (n, 3), the vertices of head, ears and neck; None for nothing."""
    if person.cover == "none":
        return None
    random = stream(person.seed, "cover form")
    if person.cover in ("headscarf", "hood"):
        return _scarf(person.cover, head[(head[:, 1] > 5.85) & (np.abs(head[:, 0]) < 0.95)], random)
    return _cap(person.cover, head[head[:, 1] > 6.75], random)


def _cap(kind: str, head: np.ndarray, random) -> Cover:
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    from_front = np.degrees(np.abs((turn + np.pi) % (2 * np.pi) - np.pi))
    low = {"beanie": [8, 3, -8, -24, -34], "cap": [11, 6, -2, -14, -20], "wrap": [10, 5, -6, -22, -34]}[kind]
    edge = np.interp(from_front, [0, 50, 85, 125, 180], low) + random.uniform(-2, 3)
    edge = np.convolve(np.concatenate([edge[-6:], edge, edge[:6]]), np.ones(13) / 13, "valid")
    t = np.linspace(0, 0.97, ALONG)[:, None]
    rise = np.radians(edge + t * (90 - edge))
    directions = np.stack([np.sin(turn) * np.cos(rise), np.sin(rise), np.cos(turn) * np.cos(rise)], -1)
    back = 0.5 - 0.5 * np.cos(turn)
    if kind == "beanie":
        roll, slouch = random.uniform(0.02, 0.04), random.uniform(0.0, 0.06)
        cloth = 0.075 + roll * smooth(0.26, 0.18, t) + slouch * smooth(0.5, 1.0, t) * (0.4 + 0.6 * back) \
            + 0.006 * np.sin(36 * turn) * smooth(1.0, 0.6, t)
    elif kind == "cap":
        cloth = 0.07 + 0.05 * smooth(0.3, 1.0, t)
    else:
        lean, folds = random.uniform(-0.8, 0.8), random.uniform(12, 18)
        cloth = 0.09 + random.uniform(0.05, 0.14) * smooth(0.15, 0.6, t) * (0.6 + 0.4 * back) \
            + 0.022 * np.sin(folds * t + 2.2 * np.sin(turn) * (1 + lean) + lean * 3) * smooth(0.0, 0.1, t)
    cover = _close(directions, TOP, _outline(head, TOP, directions) + cloth)
    return _peak(cover, random) if kind == "cap" else cover


def _peak(cover: Cover, random, steps: int = 6) -> Cover:
    """Add a cap's peak, which stands out from the front of its edge."""
    front = np.arange(-AROUND // 7, AROUND // 7 + 1)
    edge = cover.vertices[AROUND + front % AROUND]
    across = front / front.max()
    out = random.uniform(0.42, 0.55) * np.sqrt(np.clip(1 - across**2, 0, 1))
    drop = random.uniform(0.10, 0.22)
    share = np.linspace(0, 1, steps)[:, None]
    rows = np.stack([edge[:, 0] + 0 * share, edge[:, 1] - share * out * drop / 0.5 * 1.6 - 0.03 * across**2,
                     edge[:, 2] + share * out], -1)
    first = len(cover.vertices)
    at = first + np.arange(rows.shape[0] * rows.shape[1]).reshape(rows.shape[:2])
    quads = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], -1).reshape(-1, 4)
    return Cover(np.vstack([cover.vertices, rows.reshape(-1, 3)]), cover.faces + [tuple(int(i) for i in quad) for quad in quads],
                 cover.centre, cover.directions)


def _scarf(kind: str, head: np.ndarray, random) -> Cover:
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    wide, top, chin = random.uniform(0.52, 0.56), random.uniform(7.66, 7.74), 6.20
    loose = 0.0
    if kind == "hood":
        wide, top, loose = wide + 0.10, top + 0.16, random.uniform(0.08, 0.16)
    up = np.cos(turn)
    height = np.where(up > 0, (top - FACE[1]) * up, (FACE[1] - chin) * up)
    rim = np.stack([wide * np.sin(turn), height, np.where(up > 0, 0.72, 0.62) * np.ones_like(turn)], -1)
    start = np.arccos(rim[:, 2] / np.linalg.norm(rim, axis=1))
    t = np.linspace(0, 0.97, ALONG)[:, None]
    polar = start + t * (np.pi - start)
    bearing = np.arctan2(rim[:, 0], rim[:, 1])
    directions = np.stack([np.sin(polar) * np.sin(bearing), np.sin(polar) * np.cos(bearing), np.cos(polar)], -1)
    folds = 0.016 * (np.sin(7 * polar + random.uniform(1.5, 3) * np.sin(bearing))
                     + 0.6 * np.sin(13 * polar - random.uniform(1, 4) * bearing)) * smooth(0.05, 0.3, t)
    hang = smooth(-0.5, -0.97, directions[..., 1])
    cloth = 0.03 + 0.07 * smooth(0.0, 0.3, t) + folds * (1 + 2 * hang) + 0.35 * hang + loose * smooth(0.0, 0.2, t)
    return _close(directions, FACE, _outline(head, FACE, directions) + cloth)


def _outline(head: np.ndarray, centre: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """How far the head reaches from ``centre`` in each direction: a smooth outer envelope."""
    away = head - centre
    distance = np.linalg.norm(away, axis=1)
    near = np.exp(SHARPNESS * (directions.reshape(-1, 3) @ (away / distance[:, None]).T - 1))
    far = np.exp(6 * (distance - distance.max()))
    weight = near * far
    return ((weight @ distance) / (weight.sum(1) + 1e-12)).reshape(directions.shape[:-1])


def _close(directions: np.ndarray, centre: np.ndarray, radius: np.ndarray) -> Cover:
    """Join rows of directions into a surface with a hem that turns in to the head, and a closed end."""
    rows = np.concatenate([directions[:1], directions])
    radius = np.concatenate([radius[:1] - 0.11, radius])
    vertices = (centre + rows * radius[..., None]).reshape(-1, 3)
    along, around = radius.shape
    at = np.arange(along * around).reshape(along, around)
    after = np.roll(at, -1, 1)
    faces = [tuple(int(i) for i in quad) for quad in
             np.stack([at[:-1], after[:-1], after[1:], at[1:]], -1).reshape(-1, 4)]
    end = vertices[at[-1]].mean(0)
    faces += [(int(a), int(b), len(vertices)) for a, b in zip(at[-1], after[-1], strict=True)]
    return Cover(np.vstack([vertices, end]), faces, centre, np.vstack([rows.reshape(-1, 3), (end - centre) / np.linalg.norm(end - centre)]))
