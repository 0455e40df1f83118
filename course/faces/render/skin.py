"""Paint the skin: reflectance and relief of the face, on a square seen from the front of the average head.

The square spans SPAN in the average head's x and y (decimetres). It is projected onto the head before the head is
morphed, so that paint moves with the features.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter

from course.faces.render.identity import Identity, grey_share, hair_colour, own_hair_colour, skin_colour, stream

SIZE = 512
SPAN = (-1.1, 1.1, 6.1, 8.3)
"""Left, right, bottom, top."""
BROWS_GREY_LATER = 9
"""Years."""
X, Y = np.meshgrid(np.linspace(SPAN[0], SPAN[1], SIZE), np.linspace(SPAN[3], SPAN[2], SIZE))
SIDE = np.abs(X)


def paint(person: Identity) -> np.ndarray:
    """Return float32 (SIZE, SIZE, 4), top row first: linear RGB reflectance, and relief (0.5 is level)."""
    random = stream(person.seed, "skin paint")
    colour = _complexion(person, random)
    relief = 0.5 + 0.03 * _noise(random, 1.2) + 0.022 * _noise(random, 4)
    pores = np.clip(_noise(stream(person.seed, "pores"), 1.4) - 1.0, 0, 2) * person.complexion["pores"]
    pores *= 0.4 + 0.6 * np.clip(_spot(0, 6.98, 0.16, 0.2) + _spot(0.32, 6.98, 0.2, 0.18) + 0.6 * _spot(0, 7.75, 0.3, 0.12), 0, 1)
    relief -= 0.10 * pores
    colour *= 1 - 0.07 * pores[..., None]
    creases = _creases(person, random)
    colour *= (1 - 0.20 * creases)[..., None] ** np.array([0.8, 1.0, 1.05])
    relief -= 0.30 * creases
    colour = _freckles_and_moles(colour, person, random)
    colour = _blemishes(colour, person, stream(person.seed, "blemishes"))
    if person.sex == "male":
        colour = _beard(colour, person, stream(person.seed, "beard paint"))
    if person.eye_shadow > 0:
        shade = person.eye_shadow * _spot(0.31, 7.37, 0.15, 0.05)
        colour *= 1 - shade[..., None] * np.array([0.45, 0.6, 0.5])
    colour = _brows(colour, person)
    return np.dstack([np.clip(colour, 0.002, 0.95), relief]).astype(np.float32)


def smooth(low: float, high: float, x: np.ndarray) -> np.ndarray:
    """Rise smoothly from 0 at ``low`` to 1 at ``high`` (which may lie below ``low``)."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def beard_region(x: np.ndarray, y: np.ndarray, kind: str) -> np.ndarray:
    """Return how much beard of ``kind`` grows at ``x``, ``y`` on the average head, 0 to 1."""
    side = np.abs(x)
    cheek_line = 6.62 + 0.95 * np.maximum(0, side - 0.28) ** 1.3
    jaw = smooth(cheek_line + 0.06, cheek_line - 0.06, y) * smooth(0.16, 0.3, side + smooth(6.62, 6.5, y))
    upper_lip = smooth(6.72, 6.75, y) * smooth(6.86, 6.80, y) * smooth(0.32, 0.26, side) \
        * (0.8 + 0.2 * smooth(0.0, 0.05, side))
    corner = smooth(0.2, 0.25, side) * smooth(0.36, 0.31, side) * smooth(6.80, 6.75, y) * smooth(6.36, 6.44, y)
    chin = smooth(6.50, 6.43, y) * smooth(0.3, 0.2, side)
    lips = np.exp(-((side / 0.25) ** 4) - ((y - 6.62) / 0.095) ** 4)
    shapes = {
        "none": [jaw, upper_lip, corner], "stubble": [jaw, upper_lip, corner], "full": [jaw, upper_lip, corner],
        "goatee": [chin, upper_lip, corner], "moustache": [upper_lip],
    }[kind]
    throat = smooth(6.02, 6.2, y)
    return np.clip(np.maximum.reduce(shapes), 0, 1) * (1 - np.clip(1.5 * lips, 0, 1)) * throat


def _spot(x: float, y: float, wide: float, high: float) -> np.ndarray:
    """A soft spot on both sides of the face."""
    return np.exp(-(((SIDE - x) / wide) ** 2) - ((Y - y) / high) ** 2)


def _noise(random, scale: float) -> np.ndarray:
    """Smooth noise of unit deviation; ``scale`` in pixels."""
    coarse = max(1, int(scale / 2))
    small = gaussian_filter(random.normal(size=(SIZE // coarse, SIZE // coarse)), scale / coarse)
    small /= small.std()
    if coarse == 1:
        return small
    return np.asarray(Image.fromarray(small.astype(np.float32)).resize((SIZE, SIZE), Image.BILINEAR))


def _complexion(person: Identity, random) -> np.ndarray:
    base = skin_colour(person)
    light, own = 1 - person.tone, person.complexion
    colour = np.ones((SIZE, SIZE, 3)) * base
    colour *= (1 + 0.025 * _noise(random, 8) + 0.03 * _noise(random, 2.5))[..., None]
    # Melanin lies in patches; where there is more of it, skin is darker and browner.
    patches = 0.75 * _noise(random, 34) + 0.55 * _noise(random, 13)
    colour *= np.exp(-own["patches"] * patches[..., None] * np.array([0.8, 1.05, 1.25]))
    # Blood shows where the skin is thin; less under darker skin.
    blood = (0.2 + 0.3 * person.blush) * (
        _spot(0.45, 6.95, 0.24, 0.2) + 0.7 * _spot(0, 6.93, 0.15, 0.13) + 0.35 * _spot(0, 6.3, 0.2, 0.12)
    ) + own["redness"] * (_noise(random, 12) + 0.6 * _noise(random, 30))
    blood = np.clip(blood, -0.3, 1)[..., None]
    colour *= 1 - blood * np.array([0.02, 0.20, 0.20]) * (0.35 + 0.65 * light)
    # Zones that are darker or lighter than the rest, in an amount of one's own.
    sockets = np.clip(0.75 * _spot(0.29, 7.13, 0.15, 0.05) + 0.5 * _spot(0.3, 7.37, 0.2, 0.05)
                      + 0.6 * _spot(0.16, 7.24, 0.05, 0.08), 0, 1)
    lips_apart = 1 - np.exp(-((X / 0.24) ** 4) - ((Y - 6.62) / 0.075) ** 4)
    zones = {
        "sockets": sockets, "mouth": _spot(0, 6.6, 0.36, 0.2) * lips_apart, "forehead": _spot(0, 7.78, 0.5, 0.17),
        "cheeks": _spot(0.42, 6.98, 0.22, 0.2), "nose": _spot(0, 6.98, 0.13, 0.16), "jaw": _spot(0.45, 6.5, 0.3, 0.2),
    }
    amount = {name: own[name] for name in zones}
    amount["sockets"] = float(np.clip(0.12 + own["sockets"], 0, 0.3))
    for name, zone in zones.items():
        colour *= np.exp(-amount[name] * zone[..., None] * np.array([0.85, 1.1, 1.1]))
    colour *= 1 + 0.05 * (_spot(0, 7.75, 0.4, 0.15) + _spot(0, 7.1, 0.06, 0.2))[..., None]
    # The fold beside the nostrils and under the lower lip.
    fold = np.clip(_spot(0.2, 6.88, 0.03, 0.05) + 0.6 * _spot(0, 6.47, 0.14, 0.03), 0, 1)
    return colour * (1 - 0.18 * fold[..., None])


def _creases(person: Identity, random) -> np.ndarray:
    """Lines of age, 0 to 1: none at 30, all at 70."""
    age = float(np.clip((person.age - 30) / 40, 0, 1))
    forehead = sum(
        random.uniform(0.5, 1) * np.exp(-((Y - 7.67 - 0.075 * k - 0.02 * np.sin(4 * X + random.uniform(0, 6))) / 0.012) ** 2)
        for k in range(4)
    ) * np.exp(-((X / random.uniform(0.34, 0.46)) ** 4))
    frown = np.exp(-(((SIDE - 0.06) / 0.01) ** 2)) * smooth(7.42, 7.47, Y) * smooth(7.62, 7.54, Y)
    feet = sum(
        np.exp(-((Y - 7.26 - 0.04 * k - (SIDE - 0.5) * 0.45 * k) / 0.009) ** 2) for k in (-1, 0, 1)
    ) * smooth(0.49, 0.53, SIDE) * smooth(0.66, 0.58, SIDE)
    smile_x = 0.19 + 0.5 * (6.92 - Y) - 0.25 * (6.92 - Y) ** 2
    smile = np.exp(-(((SIDE - smile_x) / 0.022) ** 2)) * smooth(6.95, 6.88, Y) * smooth(6.56, 6.68, Y)
    bag_y = 7.1 + 0.9 * (SIDE - 0.3) ** 2
    bag = np.exp(-((Y - bag_y) / 0.016) ** 2) * smooth(0.14, 0.2, SIDE) * smooth(0.48, 0.4, SIDE)
    mouth = np.exp(-(((SIDE - 0.3 - 0.15 * (6.55 - Y)) / 0.014) ** 2)) * smooth(6.56, 6.5, Y) * smooth(6.34, 6.42, Y)
    depth = {"forehead": 0.5, "frown": 0.45, "feet": 0.45, "smile": 0.6, "bag": 0.45, "mouth": 0.4}
    lines = {"forehead": forehead, "frown": frown, "feet": feet, "smile": smile, "bag": bag, "mouth": mouth}
    total = sum(depth[name] * random.uniform(0.5, 1) * line for name, line in lines.items())
    return np.clip(gaussian_filter(age * total, 1.2), 0, 1)


def _freckles_and_moles(colour: np.ndarray, person: Identity, random) -> np.ndarray:
    count = int(320 * person.freckles)
    xs, ys = random.normal(0, 0.34, 320), random.normal(7.02, 0.17, 320)
    radii, darkness = random.uniform(0.8, 1.9, 320), random.uniform(30, 120, 320)
    if count:
        layer = Image.new("L", (SIZE, SIZE), 0)
        pen = ImageDraw.Draw(layer)
        for x, y, radius, dark in zip(xs[:count], ys[:count], radii, darkness, strict=False):
            u, v = _pixel(x, y)
            pen.ellipse([u - radius, v - radius, u + radius, v + radius], fill=int(dark))
        spots = np.asarray(layer.filter(ImageFilter.GaussianBlur(0.7)))[..., None] / 255
        colour = colour * (1 - spots * np.array([0.55, 0.75, 0.8]))
    for x, y, radius, dark in person.moles:
        spot = dark * np.exp(-(((X - x) ** 2 + (Y - y) ** 2) / radius**2))[..., None]
        colour = colour * (1 - spot * np.array([0.7, 0.8, 0.85]))
    return colour


def _blemishes(colour: np.ndarray, person: Identity, random) -> np.ndarray:
    """Small marks of an uneven skin, redder on light skin and browner on dark; spots of age from fifty on."""
    marks = [
        (random.normal(0, 0.38), random.uniform(6.3, 7.8), random.uniform(0.006, 0.016), random.uniform(0.1, 0.4))
        for _ in range(int(26 * person.complexion["blemishes"]))
    ]
    brown = [
        (random.choice([-1, 1]) * random.uniform(0.2, 0.75), random.uniform(6.7, 7.9), random.uniform(0.012, 0.045),
         random.uniform(0.12, 0.38))
        for _ in range(int(max(0, person.age - 50) * 0.8))
    ]
    for spots, tint in ((marks, np.array([0.25 + 0.5 * person.tone, 0.75, 0.75])), (brown, np.array([0.6, 0.85, 1.0]))):
        for x, y, radius, dark in spots:
            spot = dark * np.exp(-((((X - x) ** 2 + 1.6 * (Y - y) ** 2) / radius**2) ** 1.5))[..., None]
            colour = colour * (1 - spot * tint)
    return colour


def _beard(colour: np.ndarray, person: Identity, random) -> np.ndarray:
    hair = np.minimum(hair_colour(person), 0.3) * 0.8
    region = gaussian_filter(beard_region(X, Y, person.beard), 5)
    grain = 0.6 + 0.4 * np.clip(_noise(random, 1.0) * 0.6 + 0.5, 0, 1)
    cover = {"none": 0.10, "stubble": 0.42, "full": 0.62, "goatee": 0.58, "moustache": 0.58}[person.beard]
    # What shows through shaved skin is the root, always dark.
    tone = np.minimum(hair, 0.035) if person.beard == "none" else np.minimum(hair, 0.7 * skin_colour(person))  # grey would be ash on dark skin
    cover = np.clip(cover * region * grain, 0, 0.95)[..., None]
    return colour * (1 - cover) + tone * cover


def brow_colour(person: Identity) -> np.ndarray:
    """Return the linear RGB reflectance of a brow's strand that is not grey: the hair's colour, a little deeper."""
    return np.minimum(own_hair_colour(person) * np.array([0.9, 0.8, 0.75]) + 0.006, 0.17)


def brow_density(person: Identity, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return how densely the brows grow at ``x``, ``y`` on the average head, 0 to 1."""
    brow, side = person.brow, np.abs(x)
    higher = stream(person.seed, "brow sides").normal(0, 0.006)
    t = (side - brow["inner"]) / (brow["outer"] - brow["inner"])
    along = np.clip(t, 0, 1)
    arch = (0.045 + brow["arch"]) * np.sin(np.minimum(along / 0.66, 1) * np.pi / 2)
    drop = (0.045 + brow["arch"]) * np.maximum(0, (along - 0.6) / 0.4) ** 1.5
    middle = 7.458 + brow["height"] + arch - drop + brow["tilt"] * (along - 0.5) + higher * np.sign(x)
    half = 0.85 * brow["thickness"] * (1 - 0.72 * np.maximum(0, (along - 0.45) / 0.55)) * (0.75 + 0.25 * np.minimum(1, along * 4))
    ends = smooth(-0.08, 0.22, t) * smooth(1.04, 0.86, t)
    return np.exp(-(np.abs(y - middle) / half) ** 3) * ends


def brow_way(person: Identity, x: np.ndarray) -> np.ndarray:
    """Return the direction (n, 2) in which a brow's strands lie at ``x``: up at the nose, outwards at the temple."""
    brow = person.brow
    t = np.clip((np.abs(x) - brow["inner"]) / (brow["outer"] - brow["inner"]), 0, 1)
    angle = np.radians(72 - 92 * np.minimum(1, 1.3 * t))
    return np.stack([np.sign(x) * np.cos(angle), np.sin(angle)], 1)


def _brows(colour: np.ndarray, person: Identity) -> np.ndarray:
    """The soft shade beneath the brows' strands, which are grown one by one (``hair.grow_brows``)."""
    grey = grey_share(person, BROWS_GREY_LATER)
    tone = brow_colour(person) * (1 - grey) + np.minimum(colour.mean((0, 1)) * 0.8, 0.2) * grey
    cover = (0.22 + 0.2 * person.brow["density"]) * gaussian_filter(brow_density(person, X, Y), 2.0)[..., None]
    return colour * (1 - cover) + tone * cover


def _pixel(x: float, y: float) -> tuple[float, float]:
    return (x - SPAN[0]) / (SPAN[1] - SPAN[0]) * SIZE, (SPAN[3] - y) / (SPAN[3] - SPAN[2]) * SIZE
