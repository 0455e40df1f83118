"""Grow hair: a few hundred guide strands follow the scalp, and thousands of strands follow the guides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from course.faces.render.headmodel import BODY_VERTICES
from course.faces.render.identity import Identity, stream
from course.faces.render.skin import beard_region, brow_density, brow_way, smooth


@dataclass(frozen=True)
class Style:
    """Lengths in decimetres."""

    length: float
    flow: str
    """Where hair lies: ``crown`` (away from the crown), ``forward``, ``part`` (away from a parting), ``back``."""
    lift: float
    """How far strands stand off the scalp, 0 to 1."""
    gravity: float
    body: float
    """Thickness of the layer of hair."""
    strands: int


STYLES = {
    "short": Style(0.30, "crown", 0.20, 0.12, 0.10, 10500), "crop": Style(0.34, "forward", 0.16, 0.12, 0.10, 10500),
    "side": Style(0.52, "side", 0.26, 0.14, 0.14, 10500), "medium": Style(0.85, "part", 0.20, 0.42, 0.15, 10500),
    "swept": Style(0.50, "swept", 0.34, 0.06, 0.15, 10500), "receding": Style(0.22, "crown", 0.16, 0.10, 0.06, 7500),
    "long": Style(2.4, "part", 0.10, 0.75, 0.13, 11000), "bob": Style(1.6, "part", 0.12, 0.75, 0.14, 11000),
    "tied": Style(1.3, "back", 0.06, 0.0, 0.05, 10500), "fringe": Style(2.0, "fringe", 0.10, 0.75, 0.13, 11000),
    "buzz": Style(0.045, "crown", 0.5, 0.0, 0.02, 12000),
    "plaits": Style(1.3, "plaits", 0.06, 0.0, 0.05, 10500),
}
SCALP_ONLY = ("bald",)
WAVE = {"straight": (0.01, 3), "wavy": (0.05, 5), "curly": (0.09, 9), "coily": (0.10, 12),
        "locs": (0.016, 7)}
"""Amplitude in decimetres and turns along a strand of 1.5 decimetres."""
CROWN = np.array([0.06, 8.4, 0.0])
BUN = np.array([0.0, 7.65, -0.75])
PLAIT = np.array([0.60, 6.70, 0.05])
"""Where the left one of two plaits begins; the other lies opposite."""
GATHERED = ("tied", "plaits")
LOCS_RATE = 0.55
"""Of coily hair that is medium or longer; the rest stands round the head."""


def scalp(base: np.ndarray, ears: np.ndarray, person: Identity) -> np.ndarray:
    """Return how much hair grows at each vertex of the average head, 0 to 1. ``ears`` marks the ears' vertices."""
    x, y, z = np.abs(base[:, 0]), base[:, 1], base[:, 2]
    form = person.hair_form
    line_z = [-0.6, 0.05, 0.25, 0.33, 0.40, 0.56, 0.64, 0.74, 0.80, 0.92, 1.05, 1.2, 1.35, 1.6]
    line_y = [6.75, 6.75, 6.88, 7.05, 7.36, 7.40, 7.14, 7.16, 7.46, 7.62, 7.76, 7.87, 7.94, 8.04]
    line = np.interp(z, line_z, line_y) + form["line"] * smooth(0.7, 1.2, z)
    if person.sex == "male":
        line = line + form["temple"] * np.exp(-(((x - 0.45) / 0.16) ** 2)) * smooth(0.8, 1.1, z)
    grown = smooth(-0.08, 0.12, y - line) * (ears < 0.3)
    if person.style == "receding":
        grown *= 1 - smooth(0.2, 0.85, z + 0.3 * smooth(0.0, 0.5, 0.5 - x)) * smooth(7.78, 8.08, y)
    grown[BODY_VERTICES:] = 0
    return grown


def grow(person: Identity, vertices: np.ndarray, normals: np.ndarray, triangles: np.ndarray, grown: np.ndarray,
         base: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Grow the hair of ``person`` on its head.

    Returns the strands (n, k, 3) and their radii (n, k) in decimetres, or None for a style with no strands.
    """
    if person.style in SCALP_ONLY:
        return None
    style, random = STYLES[person.style], stream(person.seed, "hair strands")
    skin = np.flatnonzero((np.arange(len(vertices)) < BODY_VERTICES) & (vertices[:, 1] > 4.4))
    surface = _Surface(vertices[skin], normals[skin], base[skin])
    locs = person.curl == "coily" and style.length > 0.8 and stream(person.seed, "locs").uniform() < LOCS_RATE
    coily = person.curl == "coily" and person.style not in GATHERED and not locs
    length = style.length * person.hair_form["length"]
    if coily and person.style != "buzz":
        length = 0.03 + 0.25 * min(length, 1.6)
    roots, root_normals, density = _roots(random, vertices, normals, triangles, grown, style.strands)
    guides = random.choice(len(roots), min(500, len(roots)), replace=False)
    trace = _trace_coils if coily else _trace
    lines = trace(person, style, length, roots[guides], root_normals[guides], surface, random)
    strands = _follow(roots, root_normals, roots[guides], lines, random, clump=0.0 if coily else 0.9 if locs else 0.22)
    # New hair at the hairline is shorter and finer: no hard edge.
    fine = np.clip(density, 0.25, 1)
    combed_back = person.style in (*GATHERED, "swept")
    reach = (0.85 + 0.15 * fine if combed_back or person.style == "buzz" else 0.45 + 0.55 * fine) * random.uniform(0.8, 1.05, len(fine))
    strands = _shorten(strands, reach)
    if person.style == "plaits":
        strands, root_normals, fine, density = _plait(strands, root_normals, fine, density, random)
    curl = "straight" if person.style in GATHERED else "locs" if locs else person.curl
    strands = _wave(strands, curl, length, root_normals, random)
    strands = _lift_out(strands, surface, 0.012)
    keep = ~_crosses_face(strands, surface, person.style) & (random.uniform(size=len(fine)) < (0.5 if combed_back else 0.25) + 1.5 * density)
    strands, fine = strands[keep], fine[keep]
    taper = np.linspace(1, 0.4, strands.shape[1])
    thick = 0.0056 if length > 1 else 0.0042
    return strands, thick * (0.3 + 0.7 * fine)[:, None] * taper


@dataclass(frozen=True)
class Rooted:
    """Strands that grow from triangles of the head and move with them, as jaw and brows do."""

    offsets: np.ndarray
    """(n, k, 3) from the root, decimetres."""
    radii: np.ndarray
    """(n, k)."""
    corners: np.ndarray
    """(n, 3) vertex indices of the triangle that a root lies on."""
    mix: np.ndarray
    """(n, 3) where on it; rows sum to 1."""

    def at(self, vertices: np.ndarray) -> np.ndarray:
        """Return the strands (n, k, 3) on a head of ``vertices``."""
        return (vertices[self.corners] * self.mix[..., None]).sum(1)[:, None] + self.offsets


def grow_beard(person: Identity, vertices: np.ndarray, normals: np.ndarray, triangles: np.ndarray, base: np.ndarray) -> Rooted | None:
    """Grow a beard; None for a face that is shaved or stubbled. It is shorter and thinner towards its edges."""
    if person.beard in ("none", "stubble"):
        return None
    random, form = stream(person.seed, "beard strands"), stream(person.seed, "beard form")
    front = (base[:, 2] > 0.55) & (np.arange(len(base)) < BODY_VERTICES)
    grown = beard_region(base[:, 0], base[:, 1], person.beard) * front
    count = {"full": 7500, "goatee": 3600, "moustache": 1700}[person.beard]
    corners, mix, density = _places(random, vertices, triangles, grown, count)
    root_normals = _unit((normals[corners] * mix[..., None]).sum(1))
    at = (base[corners] * mix[..., None]).sum(1)
    keep = (root_normals[:, 1] > -0.9) & (random.uniform(size=len(at)) < 0.15 + 1.2 * density)
    corners, mix, density, root_normals, at = (part[keep] for part in (corners, mix, density, root_normals, at))
    below, lip = smooth(6.75, 6.4, at[:, 1]), (at[:, 1] > 6.68) & (np.abs(at[:, 0]) < 0.3)
    full = form.uniform(0.55, 1.35)
    long = np.where(lip, 0.042, 0.036 + 0.05 * below * full) * random.uniform(0.6, 1.2, len(at)) * (0.25 + 0.75 * density**1.5)
    side = np.clip(at[:, 0] / 0.15, -1, 1)
    way = np.stack([0.7 * side * (1 - below) + 0.15 * side, -np.ones_like(side), 0.1 * below], 1) + random.normal(0, 0.16, at.shape)
    # Strands lie along the skin and rise from it a little; under the chin they hang.
    way = _unit(way - 0.85 * (way * root_normals).sum(1, keepdims=True) * root_normals) + 0.3 * root_normals
    way = _unit(way)
    steps = np.linspace(0, 1, 4)
    bend = random.normal(0, 0.16, at.shape) + np.array([0, -0.2, 0]) - 0.22 * root_normals
    line = steps[:, None] * way[:, None] + (steps**2)[:, None] * bend[:, None]
    offsets = line * long[:, None, None] - 0.004 * root_normals[:, None]
    radii = 0.0032 * (0.55 + 0.45 * density)[:, None] * np.linspace(1, 0.35, 4)
    return Rooted(offsets, radii, corners, mix)


def grow_brows(person: Identity, vertices: np.ndarray, normals: np.ndarray, triangles: np.ndarray, base: np.ndarray) -> Rooted:
    """Grow both brows, strand by strand."""
    random = stream(person.seed, "brow strands")
    middle = base[triangles].mean(1)
    near = (np.abs(middle[:, 1] - 7.5) < 0.24) & (np.abs(middle[:, 0]) < 0.8) & (middle[:, 2] > 0.7)
    around = triangles[near]
    corners, mix, _ = _places(random, base, around, np.ones(len(base)), 16000)
    at = (base[corners] * mix[..., None]).sum(1)
    density = brow_density(person, at[:, 0], at[:, 1])
    chosen = np.flatnonzero(random.uniform(size=len(at)) < density)[: int(560 * person.brow["density"])]
    corners, mix, at, density = corners[chosen], mix[chosen], at[chosen], density[chosen]
    root_normals = _unit((normals[corners] * mix[..., None]).sum(1))
    flat = brow_way(person, at[:, 0]) + random.normal(0, 0.16, (len(at), 2))
    way = np.concatenate([flat, np.zeros((len(at), 1))], 1)
    way = _unit(_unit(way - (way * root_normals).sum(1, keepdims=True) * root_normals) + 0.22 * root_normals)
    long = (0.042 + 0.9 * person.brow["thickness"]) * random.uniform(0.6, 1.15, len(at)) * (0.55 + 0.45 * density)
    steps = np.linspace(0, 1, 4)
    line = steps[:, None] * way[:, None] - (0.2 * steps**2)[:, None] * root_normals[:, None]
    offsets = line * long[:, None, None] - 0.003 * root_normals[:, None]
    radii = np.full(len(at), 0.0021)[:, None] * random.uniform(0.7, 1.2, (len(at), 1)) * np.linspace(1, 0.3, 4)
    return Rooted(offsets, radii, corners, mix)


@dataclass(frozen=True)
class Lashes:
    """Strands between two rows of the model's eyelash strips: the lid's edge and the strip's outer edge."""

    roots: np.ndarray
    """(n, 2) vertex indices of the lid's edge before and after a lash."""
    tips: np.ndarray
    mix: np.ndarray
    """(n, 2, 2): shares of the two vertices, at the root and at the tip; rows sum to 1."""
    bend: np.ndarray
    """(n, k, 3) decimetres off the straight line."""
    reach: np.ndarray
    """(n,) length as a share of the strip's width."""
    radii: np.ndarray

    def at(self, vertices: np.ndarray) -> np.ndarray:
        """Return the strands (n, k, 3) on a head of ``vertices``."""
        root = (vertices[self.roots] * self.mix[:, 0, :, None]).sum(1)
        tip = (vertices[self.tips] * self.mix[:, 1, :, None]).sum(1)
        share = np.linspace(0, 1, self.bend.shape[1])[:, None]
        return root[:, None] + share * ((tip - root) * self.reach[:, None])[:, None] + self.bend


LASH_ROWS = {1: (slice(0, 9), slice(36, 48)), 2: (slice(0, 13), slice(43, 54))}
"""Which vertices of the left strips (1 lower, 2 upper; by index) are the lid's edge, and which the outer edge."""


def grow_lashes(person: Identity, base: np.ndarray, strips: dict[tuple[str, int], np.ndarray]) -> Lashes:
    """Grow the lashes of both eyes on ``strips``: the vertices of each strip by side (l, r) and number."""
    random, parts = stream(person.seed, "lashes"), []
    long = (1.0 if person.sex == "female" else 0.8) * random.uniform(0.75, 1.1)
    for (side, number), strip in sorted(strips.items()):
        left = strips["l", number]
        mirrored = base[left] * ([1, 1, 1] if side == "l" else [-1, 1, 1])
        own = strip[cKDTree(base[strip]).query(mirrored)[1]]
        rows = [row[np.argsort(np.abs(base[row, 0]))] for row in (own[part] for part in LASH_ROWS[number])]
        count = 60 if number == 2 else 30
        along = np.sort(random.uniform(0.04, 1, count))
        corners, mixes = [], []
        for row in rows:
            place = along * (len(row) - 1)
            low = np.minimum(place.astype(int), len(row) - 2)
            corners.append(np.stack([row[low], row[low + 1]], 1))
            mixes.append(np.stack([1 - (place - low), place - low], 1))
        reach = long * random.uniform(0.6, 1.05, count) * (1.0 if number == 2 else 0.55)
        curl = np.array([0, 0.008 if number == 2 else 0.0, 0.004]) + random.normal(0, 0.002, (count, 1, 3))
        steps = np.linspace(0, 1, 3)[:, None]
        radii = np.full(count, 0.0026 if number == 2 else 0.0013)[:, None] * np.array([1, 0.7, 0.25])
        parts.append((*corners, np.stack(mixes, 1), curl * steps * (steps - 0.35), reach, radii))
    return Lashes(*(np.concatenate(part) for part in zip(*parts, strict=True)))


class _Surface:
    """The head as points with normals: how far is a point outside it, and over which spot of the average head?"""

    def __init__(self, points, normals, base):
        self.points, self.normals, self.base = points, normals, base
        self.tree = cKDTree(points)

    def above(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        index = self.tree.query(at)[1]
        normal = self.normals[index]
        return ((at - self.points[index]) * normal).sum(-1), normal, index


def _unit(v):
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


def _roots(random, vertices, normals, triangles, grown, count):
    corners, mix, density = _places(random, vertices, triangles, grown, count)
    points = (vertices[corners] * mix[..., None]).sum(1)
    return points, _unit((normals[corners] * mix[..., None]).sum(1)), density


def _places(random, vertices, triangles, grown, count):
    """Draw ``count`` places on the triangles, as dense as ``grown``: corners (n, 3), mix (n, 3) and density there (n,)."""
    at = vertices[triangles]
    area = np.linalg.norm(np.cross(at[:, 1] - at[:, 0], at[:, 2] - at[:, 0]), axis=1)
    weight = area * grown[triangles].mean(1)
    chosen = random.choice(len(triangles), count, p=weight / weight.sum())
    mix = random.dirichlet([1, 1, 1], count)
    return triangles[chosen], mix, (grown[triangles[chosen]] * mix).sum(1)


def _flow(person: Identity, flow: str, at: np.ndarray) -> np.ndarray:
    """Return the direction in which hair lies at each point, before it is bent to the scalp."""
    side = np.sign(at[:, :1] - person.hair_form["part"])
    front = smooth(0.5, 1.1, at[:, 2:3])
    top = smooth(7.7, 8.2, at[:, 1:2])
    zero, one = np.zeros_like(side), np.ones_like(side)
    away = _unit((at - CROWN) * np.array([1, 0.3, 1]))
    if flow == "crown":
        return away + np.concatenate([0.35 * np.sign(person.hair_form["part"]) * top * front, -0.4 * (1 - top), zero], 1)
    if flow == "forward":
        return away + np.concatenate([zero, -0.4 * (1 - top), 0.5 * top], 1)
    if flow == "side":
        across = -np.sign(person.hair_form["part"]) * top
        return np.concatenate([across + 0.4 * side * (1 - top), -1.0 * (1 - top), -0.25 * one - 0.3 * front], 1)
    if flow == "back":
        return _unit(BUN - at)
    if flow == "plaits":
        return _unit(side * PLAIT * [1, 0, 0] + PLAIT * [0, 1, 1] - at)
    if flow == "swept":
        return np.concatenate([0.25 * np.sign(person.hair_form["part"]) * one + 0.3 * at[:, :1], 0.1 - 0.7 * (1 - top), -one], 1)
    return np.concatenate([side * (0.35 + 0.65 * top), -0.8 * (1 - top), -0.45 * one - 0.6 * front], 1)


def _trace(person, style, length, roots, normals, surface, random):
    """Guides that lie along the head, then fall."""
    steps = 16 if length > 0.7 else 8
    step = length / steps
    at = roots - 0.01 * normals
    fringe = (person.style == "fringe") & (roots[:, 2] > 0.75) & (roots[:, 1] > 7.75) & (np.abs(roots[:, 0]) < 0.5)
    flow = _flow(person, "part" if style.flow == "fringe" else style.flow, roots)
    flow[fringe] = np.array([0, -0.2, 1.0]) + 0.4 * roots[fringe] * np.array([1, 0, 0])
    flow += random.normal(0, 0.08, flow.shape)
    along = _unit(flow - (flow * normals).sum(1, keepdims=True) * normals)
    hairline = smooth(0.95, 1.25, roots[:, 2:3]) if style.flow != "side" else 0.0
    way = _unit(along + style.lift * person.hair_form["volume"] * (1 - 0.6 * hairline) * normals)
    depth = style.body * person.hair_form["volume"] * random.uniform(0.25, 1, (len(roots), 1))
    reach = np.where(fringe, np.minimum(1, 0.82 / length), 1.0)[:, None]
    line = [at]
    for k in range(steps):
        share = (k + 1) / steps
        if style.flow in ("back", "plaits"):
            to = BUN if style.flow == "back" else np.sign(roots[:, :1] - person.hair_form["part"]) * PLAIT * [1, 0, 0] + PLAIT * [0, 1, 1]
            way = _unit(way + 0.8 * _unit(to - at))
        way = _unit(way + np.array([0, -1, 0]) * style.gravity * (0.3 + share))
        # Below the ears hair hangs: it no longer travels sideways.
        way = _unit(way * np.where(at[:, 1:2] < 7.2, np.array([0.6, 1, 0.6]), 1.0))
        at = at + way * step * reach
        height, normal, _ = surface.above(at)
        # Under the layer's depth: pushed out. Above it: drawn back to the head as long as hair lies on it.
        wanted = depth[:, 0] * min(1, 3 * share)
        push = np.clip(wanted - height, 0, None)[:, None] * normal
        at = at + push
        way = _unit(way - np.clip((way * normal).sum(1, keepdims=True), None, 0) * normal)
        line.append(at)
    return np.stack(line, 1)


def _plait(strands, normals, fine, density, random, count=1400):
    """Add two plaits of three locks each, which hang before the shoulders."""
    t = np.linspace(0, 1, strands.shape[1])
    side, lock = random.choice([-1, 1], (count, 1)), random.integers(0, 3, (count, 1))
    turn = 2 * np.pi * (5 * t + lock / 3)
    thick = 0.085 * (1 - 0.45 * t) * np.minimum(1, 12 * (1 - t) + 0.3)
    spread = random.normal(0, 0.4, (count, 2, 1))
    x = side * (PLAIT[0] - 0.04 * t) + thick * (np.sin(turn) + 0.5 * spread[:, 0])
    y = PLAIT[1] - 1.5 * t + 0 * x
    z = PLAIT[2] + 0.75 * np.minimum(1, 1.6 * t) + thick * (0.6 * np.sin(2 * turn) + 0.5 * spread[:, 1])
    plaits = np.stack([x, y, z], -1)
    return (np.concatenate([strands, plaits]), np.concatenate([normals, np.tile([0, 0, 1.0], (count, 1))]),
            np.concatenate([fine, np.ones(count)]), np.concatenate([density, np.ones(count)]))


def _trace_coils(person, style, length, roots, normals, surface, random):
    """Guides that stand away from the head in a round shape."""
    centre = np.array([0, 7.65, 0.35])
    out = _unit(_unit(roots - centre) + 0.8 * normals)
    length = length * random.uniform(0.85, 1.05, len(roots)) * (1 - 0.55 * smooth(0.9, 1.25, roots[:, 2]))
    steps = np.linspace(0, 1, 10)
    return roots[:, None] + out[:, None] * steps[:, None] * length[:, None, None]


def _follow(roots, normals, guide_roots, lines, random, clump):
    """Strands take the shape of their three nearest guides, and gather a little towards the nearest."""
    distance, index = cKDTree(guide_roots).query(roots, k=3)
    weight = 1 / (distance + 0.01)
    weight /= weight.sum(1, keepdims=True)
    offsets = lines - lines[:, :1]
    shape = (offsets[index] * weight[..., None, None]).sum(1)
    # Guides that part ways are not averaged into a strand between them.
    tips = offsets[index][:, :, -1]
    apart = np.linalg.norm(tips - tips[:, :1], axis=2).max(1) > 0.6 * np.linalg.norm(tips[:, 0], axis=1) + 0.05
    shape[apart] = offsets[index[apart, 0]]
    share = np.linspace(0, 1, lines.shape[1])[:, None]
    pull = (lines[index[:, 0]][:, :1] - roots[:, None]) * clump * share**1.5
    loose = random.normal(0, 0.03, (len(roots), 1, 3)) * share
    return roots[:, None] - 0.01 * normals[:, None] + shape + pull + loose


def _shorten(strands, reach):
    """Keep the first part of each strand, ``reach`` of its length, with the same number of points."""
    count = strands.shape[1]
    position = reach[:, None] * np.linspace(0, count - 1, count)
    low = np.minimum(position.astype(int), count - 2)
    part = (position - low)[..., None]
    rows = np.arange(len(strands))[:, None]
    return strands[rows, low] * (1 - part) + strands[rows, low + 1] * part


def _wave(strands, curl, length, normals, random):
    amplitude, turns = WAVE[curl]
    share = np.linspace(0, 1, strands.shape[1])
    across = _unit(np.cross(normals, np.array([0.3, 0.5, 0.8])))
    other = np.cross(normals, across)
    phase = random.uniform(0, 2 * np.pi, (len(strands), 1))
    angle = phase + share * 2 * np.pi * turns * length / 1.5
    size = amplitude * np.minimum(1, 2.5 * share) * random.uniform(0.5, 1.2, (len(strands), 1))
    return strands + (size * np.cos(angle))[..., None] * across[:, None] + (size * np.sin(angle))[..., None] * other[:, None]


def _lift_out(strands, surface, clearance):
    """Move what lies inside the head to ``clearance`` above it."""
    flat = strands[:, 1:].reshape(-1, 3)
    height, normal, _ = surface.above(flat)
    flat = flat + np.clip(clearance - height, 0, None)[:, None] * normal
    return np.concatenate([strands[:, :1], flat.reshape(strands[:, 1:].shape)], 1)


def _crosses_face(strands, surface, style):
    """Which strands pass over the face."""
    _, _, index = surface.above(strands.reshape(-1, 3))
    x, y, z = np.moveaxis(surface.base[index].reshape(strands.shape), -1, 0)
    low = 7.56 if style == "fringe" else np.where(np.abs(x) < 0.4, 7.74, 7.62)
    return ((np.abs(x) < 0.56) & (y < low) & (y > 6.0) & (z > 0.82)).any(1)
