"""Develop a render into a photograph: meter the face, expose, put it before a background, add blur and noise."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import gaussian_filter, map_coordinates, shift

from course.faces.render.identity import LUMINANCE, stream, to_linear, to_srgb
from course.faces.render.shot import METERED, METERING, Shot

SHOULDER = 0.72
"""Linear light above this is compressed, so that highlights roll off and do not clip."""
SATURATION, CONTRAST = 1.12, 0.35


def meter(light: np.ndarray, alpha: np.ndarray, at: np.ndarray, reflectance: float) -> float:
    """Return the gain that exposes a face as a photographer would.

    ``light`` (h, w, 3) is linear, ``at`` (n, 2) holds points of bare skin as shares of the image. The median skin
    should come out near its own reflectance, with dark skin opened up: METERED times reflectance to the METERING.
    """
    height, width = alpha.shape
    column, row = np.clip((at * [width, height]).astype(int), 0, [width - 1, height - 1]).T
    seen = alpha[row, column] > 0.9
    level = float(np.median((light[row, column] @ LUMINANCE)[seen])) if seen.any() else 1.0
    return METERED * reflectance**METERING / max(level, 1e-4)


def develop(light: np.ndarray, alpha: np.ndarray, gain: float, shot: Shot) -> Image.Image:
    """Return the finished photograph of a render: linear ``light`` (h, w, 3), not multiplied by ``alpha`` (h, w)."""
    size = alpha.shape[1]
    scale = size / 192
    back = np.full((size, size, 3), 0.42) if shot.backdrop == "plain" else background(shot, size)
    front = light * gain * alpha[..., None]
    # Few samples leave single strands of hair grainy against the background: soften that edge alone.
    soft = gaussian_filter(alpha, 0.8 * scale)
    edge = np.clip(5 * soft * (1 - soft), 0, 1)
    alpha = alpha + edge * (soft - alpha)
    front = front + edge[..., None] * (gaussian_filter(front, (0.8 * scale, 0.8 * scale, 0)) - front)
    scene = front + back * (1 - alpha[..., None])
    scene = scene * 2.0**shot.exposure
    if shot.barrel:
        scene = _bow(scene, shot.barrel)
    if shot.motion[0] > 0:
        scene = _smear(scene, shot.motion[0] * scale, shot.motion[1])
    if shot.blur > 0:
        scene = gaussian_filter(scene, (shot.blur * scale, shot.blur * scale, 0))
    if shot.pixels:
        step = size // shot.pixels
        scene = scene.reshape(shot.pixels, step, shot.pixels, step, 3).mean((1, 3))
    over = np.clip(scene - SHOULDER, 0, None)
    scene = np.minimum(scene, SHOULDER) + (1 - SHOULDER) * (1 - np.exp(-over / (1 - SHOULDER)))
    levels = _tone(to_srgb(scene)) * 255
    grain = stream(shot.seed, "noise").normal(0, 1, (*levels.shape[:2], 4))
    levels = levels + shot.noise * (0.8 * grain[..., :1] + 0.6 * grain[..., 1:])
    return Image.fromarray(np.clip(levels + 0.5, 0, 255).astype(np.uint8))


def _bow(scene: np.ndarray, amount: float) -> np.ndarray:
    """Bow the picture as a wide lens does: ``amount`` is the shift at the corner as a share of its width."""
    size = len(scene)
    at = (np.mgrid[:size, :size] - (size - 1) / 2) / (size / 2)
    out = 1 + amount * (at**2).sum(0)
    rows, columns = at * out / (1 + 2 * amount) * (size / 2) + (size - 1) / 2
    return np.dstack([map_coordinates(scene[..., channel], (rows, columns), order=1, mode="nearest") for channel in range(3)])


def _smear(scene: np.ndarray, length: float, direction: float) -> np.ndarray:
    """Average over a straight move of ``length`` pixels in ``direction`` (degrees)."""
    steps = np.linspace(-length / 2, length / 2, 2 * int(np.ceil(length)) + 1)
    along = np.array([np.sin(np.radians(direction)), np.cos(np.radians(direction))])
    return np.mean([shift(scene, (*(step * along), 0), order=1, mode="nearest") for step in steps], axis=0)


def _tone(picture: np.ndarray) -> np.ndarray:
    """A camera's tone curve and colour: a little more contrast and saturation than the light had. sRGB, 0 to 1."""
    grey = (picture @ LUMINANCE)[..., None]
    picture = np.clip(grey + SATURATION * (picture - grey), 0, 1)
    return picture + CONTRAST * picture * (1 - picture) * (2 * picture - 1)


def background(shot: Shot, size: int) -> np.ndarray:
    """Return an out-of-focus background, linear (size, size, 3): muted shapes of a room or a street."""
    random = stream(shot.seed, "background")
    palette = np.array([(0.78, 0.75, 0.70), (0.55, 0.56, 0.56), (0.36, 0.40, 0.44), (0.62, 0.56, 0.48),
                        (0.40, 0.46, 0.38), (0.70, 0.76, 0.82), (0.46, 0.36, 0.30), (0.26, 0.27, 0.30)])
    wall = palette[random.integers(len(palette))]
    plain = random.uniform() < 0.35
    picture = Image.new("RGB", (size, size), _rgb(wall))
    pen = ImageDraw.Draw(picture)
    for _ in range(random.integers(4, 12)):
        colour = palette[random.integers(len(palette))] * random.uniform(0.6, 1.2) + random.normal(0, 0.03, 3)
        x, y = random.uniform(-0.1, 1.1, 2) * size
        w, h = random.uniform(0.06, 0.5), random.uniform(0.15, 0.9)
        box = [x - w * size / 2, y - h * size / 2, x + w * size / 2, y + h * size / 2]
        draw = pen.rectangle if random.uniform() < 0.7 else pen.ellipse
        if not plain:
            draw(box, fill=_rgb(colour))
    picture = picture.filter(ImageFilter.GaussianBlur(float(random.uniform(4, 14)) * size / 192))
    ramp = np.linspace(1 + random.uniform(-0.2, 0.2), 1 + random.uniform(-0.2, 0.2), size)
    ramp = ramp[None, :, None] if random.uniform() < 0.5 else ramp[:, None, None]
    return to_linear(np.asarray(picture) / 255) * ramp


def _rgb(colour) -> tuple[int, int, int]:
    return tuple(int(x) for x in np.clip(np.asarray(colour) * 255, 0, 255))
