"""How an identity is photographed: pose, expression, light, background, camera, clothes. numpy alone."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from course.faces.render.identity import choose, stream

EXPRESSIONS = {
    "neutral": 0.30, "smile": 0.26, "laugh": 0.12, "surprise": 0.06, "frown": 0.08, "talk": 0.10, "squint": 0.08,
}
MAXIMUM_YAW = 38.0
METERING = 0.72
"""A face of reflectance r is exposed to r to this power, so that dark skin is opened up a little."""

# Each light: key azimuth spread (degrees), elevation, size (decimetres), fill share, ambient share, warmth range.
LIGHTS = {
    "window": {"spread": 45, "elevation": (5, 30), "size": 12, "fill": (0.05, 0.25), "ambient": 0.35,
               "warmth": (-0.35, 0.2)},
    "overcast": {"spread": 40, "elevation": (40, 65), "size": 18, "fill": (0.1, 0.3), "ambient": 0.9,
                 "warmth": (-0.4, 0.1)},
    "studio": {"spread": 28, "elevation": (20, 45), "size": 9, "fill": (0.25, 0.6), "ambient": 0.25,
               "warmth": (-0.1, 0.15)},
    "sun": {"spread": 42, "elevation": (25, 55), "size": 2.5, "fill": (0.05, 0.2), "ambient": 0.45,
            "warmth": (0.0, 0.35)},
    "indoor": {"spread": 35, "elevation": (35, 60), "size": 6, "fill": (0.15, 0.4), "ambient": 0.45,
               "warmth": (0.1, 0.6)},
    "flash": {"spread": 8, "elevation": (2, 14), "size": 2, "fill": (0.0, 0.1), "ambient": 0.3,
              "warmth": (-0.1, 0.1)},
}
LIGHT_RATES = {"window": 0.24, "overcast": 0.2, "studio": 0.2, "sun": 0.12, "indoor": 0.18, "flash": 0.06}


@dataclass(frozen=True)
class Shot:
    """One photograph. Angles are in degrees."""

    seed: int
    expression: str
    intensity: float
    blink: float
    yaw: float
    """Positive when the face turns to its left (to the right of the image)."""
    pitch: float
    """Positive when the face looks up."""
    roll: float
    gaze: tuple[float, float, float]
    """How far the eyes follow the camera (share), and their offset across and up (degrees)."""
    light: str
    key_azimuth: float
    """Where the main light stands, from the camera's axis; positive is the right of the image."""
    key_elevation: float
    fill: float
    ambient: float
    rim: float
    """Strength of a light from behind, 0 for none."""
    rim_azimuth: float
    warmth: float
    exposure: float
    """Stops from the exposure that suits the face."""
    lens: float
    """35 mm equivalent focal length."""
    fill_height: float
    """Share of the image's height that the face fills, from chin to forehead."""
    offset: tuple[float, float]
    cloth: tuple[float, float, float]
    blur: float
    """Standard deviation of the blur in pixels, at 192 pixels."""
    noise: float
    """Standard deviation of the sensor's noise in grey levels."""
    quality: int
    pixels: int = 0
    """Width of the picture when it is smaller than the render, which it must divide; 0: as rendered."""

    def undeveloped(self) -> Shot:
        """Return the shot with all settings made equal that act after the render."""
        return dataclasses.replace(self, exposure=0.0, blur=0.0, noise=0.0, quality=0, pixels=0)


def sample(identity_seed: int, index: int) -> Shot:
    """Sample shot number ``index`` of an identity. The distributions are the same for everyone."""
    seed = identity_seed * 100 + index
    face, pose, eyes = stream(seed, "expression"), stream(seed, "pose"), stream(seed, "gaze")
    light, camera, cloth = stream(seed, "light"), stream(seed, "camera"), stream(seed, "cloth")
    kind = choose(LIGHT_RATES, light)
    of = LIGHTS[kind]
    return Shot(
        seed=seed,
        expression=choose(EXPRESSIONS, face), intensity=float(face.uniform(0.35, 0.85)),
        blink=float(face.uniform(0, 0.06)),
        yaw=float(np.clip(pose.normal(0, 15), -MAXIMUM_YAW, MAXIMUM_YAW)),
        pitch=float(np.clip(pose.normal(0, 6), -15, 15)), roll=float(np.clip(pose.normal(0, 4), -10, 10)),
        gaze=(float(eyes.uniform(0.55, 1.0)), float(eyes.normal(0, 3)), float(eyes.normal(0, 2))),
        light=kind,
        key_azimuth=float(np.clip(light.normal(0, of["spread"]), -80, 80)),
        key_elevation=float(light.uniform(*of["elevation"])),
        fill=float(light.uniform(*of["fill"])), ambient=float(of["ambient"] * light.uniform(0.8, 1.25)),
        rim=float(max(0, light.uniform(-1, 0.7))), rim_azimuth=float(light.uniform(130, 230)),
        warmth=float(light.uniform(*of["warmth"])),
        exposure=float(np.clip(stream(seed, "exposure").normal(0, 0.22), -0.6, 0.6)),
        lens=float(camera.uniform(40, 95)), fill_height=float(camera.uniform(0.54, 0.66)),
        offset=(float(camera.normal(0, 0.06)), float(camera.normal(0, 0.05))),
        cloth=_cloth(cloth),
        blur=float(abs(camera.normal(0, 0.35))), noise=float(camera.uniform(0.5, 2.0)),
        quality=int(camera.integers(80, 91)),
    )


def expression_weights(shot: Shot) -> dict[str, float]:
    """Return the morph target weights of the shot's expression; each side moves a little by itself."""
    random = stream(shot.seed, "sides")
    k = shot.intensity
    both = {
        "neutral": {}, "smile": {"mouthSmile": 0.75 * k, "cheekSquint": 0.45 * k},
        "laugh": {"mouthSmile": 0.85 * k, "cheekSquint": 0.5 * k, "mouthUpperUp": 0.45 * k, "mouthLowerDown": 0.3 * k,
                  "eyeSquint": 0.3 * k},
        "surprise": {"browOuterUp": 0.6 * k, "eyeWide": 0.4 * k}, "frown": {"browDown": 0.6 * k, "mouthFrown": 0.45 * k},
        "talk": {}, "squint": {"eyeSquint": 0.6 * k, "mouthPress": 0.35 * k},
    }[shot.expression]
    single = {
        "laugh": {"jawOpen": 0.12 * k}, "surprise": {"browInnerUp": 0.65 * k, "jawOpen": 0.3 * k},
        "talk": {"jawOpen": 0.28 * k, "mouthFunnel": 0.25 * k},
    }.get(shot.expression, {})
    weights = {f"faceunits/{name}": weight for name, weight in single.items()}
    # The model's lids hang low at rest: a little wider is how people look into a camera.
    both = {"eyeBlink": shot.blink, "eyeWide": 0.14} | both
    for name, weight in both.items():
        for side in ("Left", "Right"):
            weights[f"faceunits/{name}{side}"] = float(weight * random.uniform(0.88, 1.08))
    return weights


def _cloth(random) -> tuple[float, float, float]:
    """A muted cloth colour, linear RGB."""
    lightness = random.choice([0.015, 0.03, 0.06, 0.12, 0.3])
    hue = random.dirichlet([24, 22, 24]) * 3
    return tuple(float(x) for x in np.clip(lightness * hue, 0.01, 0.8))
