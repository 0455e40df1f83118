"""Grow hair: a few hundred guide strands follow the scalp, and thousands of strands follow the guides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from course.faces.render.headmodel import BODY_VERTICES
from course.faces.render.identity import Identity, stream
from course.faces.render.skin import beard_region, smooth


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
    "short": Style(0.30, "crown", 0.22, 0.12, 0.10, 7500), "crop": Style(0.36, "forward", 0.2, 0.12, 0.11, 7500),
    "side": Style(0.52, "side", 0.30, 0.14, 0.14, 7500), "medium": Style(0.85, "part", 0.22, 0.42, 0.15, 7500),
    "receding": Style(0.26, "crown", 0.30, 0.10, 0.07, 5500), "long": Style(2.4, "part", 0.10, 0.75, 0.13, 8500),
    "bob": Style(1.6, "part", 0.12, 0.75, 0.14, 8500), "tied": Style(1.3, "back", 0.06, 0.0, 0.05, 7500),
    "fringe": Style(2.0, "fringe", 0.10, 0.75, 0.13, 8500),
}
SCALP_ONLY = ("bald", "buzz")
WAVE = {"straight": (0.01, 3), "wavy": (0.05, 5), "curly": (0.09, 9), "coily": (0.10, 12)}
"""Amplitude in decimetres and turns along a strand of 1.5 decimetres."""
CROWN = np.array([0.06, 8.4, 0.0])
BUN = np.array([0.0, 7.65, -0.75])


def scalp(base: np.ndarray, ears: np.ndarray, person: Identity) -> np.ndarray:
    """Return how much hair grows at each vertex of the average head, 0 to 1. ``ears`` marks the ears' vertices."""
    x, y, z = np.abs(base[:, 0]), base[:, 1], base[:, 2]
    form = person.hair_form
    line_z = [-0.6, 0.05, 0.25, 0.33, 0.40, 0.56, 0.64, 0.74, 0.80, 0.92, 1.05, 1.2, 1.35, 1.6]
    line_y = [6.75, 6.75, 6.88, 7.05, 7.36, 7.40, 7.14, 7.16, 7.48, 7.68, 7.82, 7.93, 8.0, 8.1]
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
    coily = person.curl == "coily" and person.style != "tied"
    length = style.length * person.hair_form["length"]
    if coily:
        length = 0.14 + 0.22 * min(length, 1.6)
    roots, root_normals, density = _roots(random, vertices, normals, triangles, grown, style.strands)
    guides = random.choice(len(roots), min(500, len(roots)), replace=False)
    trace = _trace_coils if coily else _trace
    lines = trace(person, style, length, roots[guides], root_normals[guides], surface, random)
    strands = _follow(roots, root_normals, roots[guides], lines, random, clump=0.0 if coily else 0.35)
    # New hair at the hairline is shorter and finer: no hard edge.
    fine = np.clip(density, 0.25, 1)
    reach = (0.45 + 0.55 * fine) * random.uniform(0.8, 1.05, len(fine))
    strands = _shorten(strands, reach)
    strands = _wave(strands, person.curl if person.style != "tied" else "straight", length, root_normals, random)
    strands = _lift_out(strands, surface, 0.012)
    keep = ~_crosses_face(strands, surface, person.style) & (random.uniform(size=len(fine)) < 0.25 + 1.5 * density)
    strands, fine = strands[keep], fine[keep]
    taper = np.linspace(1, 0.4, strands.shape[1])
    thick = 0.0065 if length > 1 else 0.0052
    return strands, thick * (0.3 + 0.7 * fine)[:, None] * taper


def grow_beard(person: Identity, vertices: np.ndarray, normals: np.ndarray, triangles: np.ndarray,
               base: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Grow a beard: strands as offsets from their roots (n, k, 3), radii (n, k), and the roots' vertices (n,).

    Offsets, because the roots move with the jaw. None for a face that is shaved or stubbled.
    """
    if person.beard in ("none", "stubble"):
        return None
    random = stream(person.seed, "beard strands")
    front = (base[:, 2] > 0.55) & (np.arange(len(base)) < BODY_VERTICES)
    grown = beard_region(base[:, 0], base[:, 1], person.beard) * front
    count = {"full": 6500, "goatee": 3200, "moustache": 1500}[person.beard]
    roots, root_normals, density = _roots(random, vertices, normals, triangles, grown, count)
    outside = root_normals[:, 1] > -0.7  # not under the chin
    roots, root_normals, density = roots[outside], root_normals[outside], density[outside]
    nearest = cKDTree(vertices[:BODY_VERTICES]).query(roots)[1]
    below = smooth(6.75, 6.4, base[nearest, 1])
    lip = base[nearest, 1] > 6.68
    long = np.where(lip & (np.abs(roots[:, 0]) < 0.3), 0.045, 0.05 + 0.05 * below) * random.uniform(0.6, 1.3, len(roots)) * (0.4 + 0.6 * density)
    down = np.array([0, -1.0, 0.15]) + np.stack([0.8 * np.clip(roots[:, 0] / 0.15, -1, 1) * (1 - below), 0 * below, 0 * below], 1)
    way = 0.35 * root_normals + down + random.normal(0, 0.18, roots.shape)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    steps = np.linspace(0, 1, 4)
    bend = random.normal(0, 0.2, roots.shape)
    line = steps[:, None] * way[:, None] + (steps**2)[:, None] * (bend + np.array([0, -0.3, 0]))[:, None]
    offsets = (roots - vertices[nearest])[:, None] + line * long[:, None, None] - 0.004 * root_normals[:, None]
    return offsets, np.full(offsets.shape[:2], 0.0036) * np.linspace(1, 0.4, 4), nearest


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
    corners = vertices[triangles]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    weight = area * grown[triangles].mean(1)
    chosen = random.choice(len(triangles), count, p=weight / weight.sum())
    mix = random.dirichlet([1, 1, 1], count)
    points = (corners[chosen] * mix[..., None]).sum(1)
    normal = _unit((normals[triangles[chosen]] * mix[..., None]).sum(1))
    return points, normal, (grown[triangles[chosen]] * mix).sum(1)


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
    return np.concatenate([side * (0.35 + 0.65 * top), -0.8 * (1 - top), -0.45 * one - 0.25 * front], 1)


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
        if style.flow == "back":
            way = _unit(way + 0.8 * _unit(BUN - at))
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
    low = 7.56 if style == "fringe" else np.where(np.abs(x) < 0.4, 7.80, 7.66)
    return ((np.abs(x) < 0.56) & (y < low) & (y > 6.0) & (z > 0.82)).any(1)
