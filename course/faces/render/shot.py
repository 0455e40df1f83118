"""How an identity is photographed: pose, expression, light, background, camera, clothes. numpy alone."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import numpy as np

from course.faces.render.identity import choose, stream

EXPRESSIONS = {
    "neutral": 0.42, "smile": 0.36, "laugh": 0.07, "surprise": 0.03, "frown": 0.03, "talk": 0.06, "squint": 0.03,
}
MAXIMUM_YAW = 38.0
METERING = 0.40
"""A face of reflectance r is exposed to r to this power: dark skin is opened up, light skin keeps its detail."""
METERED = 0.48
"""What a face of reflectance 1 would be exposed to, in linear light."""

# Each light: key azimuth spread (degrees), elevation, size (decimetres), fill share, ambient share, warmth range.
LIGHTS = {
    "window": {"spread": 45, "elevation": (5, 30), "size": 12, "fill": (0.05, 0.25), "ambient": 0.35,
               "warmth": (-0.22, 0.1)},
    "overcast": {"spread": 40, "elevation": (40, 65), "size": 18, "fill": (0.1, 0.3), "ambient": 0.9,
                 "warmth": (-0.25, 0.05)},
    "studio": {"spread": 28, "elevation": (20, 45), "size": 9, "fill": (0.25, 0.6), "ambient": 0.25,
               "warmth": (-0.1, 0.15)},
    "sun": {"spread": 42, "elevation": (25, 55), "size": 2.5, "fill": (0.05, 0.2), "ambient": 0.45,
            "warmth": (0.0, 0.14)},
    "indoor": {"spread": 35, "elevation": (35, 60), "size": 6, "fill": (0.15, 0.4), "ambient": 0.45,
               "warmth": (0.0, 0.20)},
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
    backdrop: str = ""
    """``plain``: an even grey wall, as for a picture on a card; otherwise out-of-focus shapes."""
    barrel: float = 0.0
    """How much a wide lens bows straight lines outwards: the shift at the picture's corner as a share of its width."""
    motion: tuple[float, float] = (0.0, 0.0)
    """Length in pixels (at 192) and direction in degrees of the smear of a face that moved."""

    def undeveloped(self) -> Shot:
        """Return the shot with all settings made equal that act after the render."""
        return dataclasses.replace(self, exposure=0.0, blur=0.0, noise=0.0, quality=0, pixels=0, barrel=0.0,
                                   motion=(0.0, 0.0))


def sample(identity_seed: int, index: int) -> Shot:
    """Sample shot number ``index`` of an identity. The distributions are the same for everyone."""
    seed = identity_seed * 100 + index
    face, pose, eyes = stream(seed, "expression"), stream(seed, "pose"), stream(seed, "gaze")
    light, camera, cloth = stream(seed, "light"), stream(seed, "camera"), stream(seed, "cloth")
    kind = choose(LIGHT_RATES, light)
    of = LIGHTS[kind]
    return Shot(
        seed=seed,
        expression=choose(EXPRESSIONS, face), intensity=float(face.uniform(0.3, 0.7)),
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


QUALITIES = {
    "good": {"pixels": 0, "blur": 0.5, "noise": 3.0, "motion": (0.0, 1.0), "quality": 60},
    "middle": {"pixels": 96, "blur": 1.0, "noise": 6.0, "motion": (0.5, 3.0), "quality": 38},
    "poor": {"pixels": 48, "blur": 1.8, "noise": 10.0, "motion": (1.5, 6.0), "quality": 24},
}
"""Steps of a shop camera's still. Pixels: width of the picture (0: as rendered); blur and motion at 192 pixels; noise in grey
levels; JPEG quality. They act after the render, so the steps of one still show the same moment."""


def shop(identity_seed: int, index: int, step: str) -> Shot:
    """Sample still ``index`` (0 to 2) of a visit to a shop, at a step of QUALITIES: from above, wide, not posed."""
    still = sample(identity_seed, 60 + index)
    random, of = stream(still.seed, "shop"), QUALITIES[step]
    smear = (random.uniform(), random.uniform(0, 180))
    return dataclasses.replace(
        still, yaw=float(np.clip(random.normal(0, 18), -40, 40)), pitch=-float(random.uniform(12, 30)),
        roll=float(random.normal(0, 4)), gaze=(float(random.uniform(0, 0.3)), *still.gaze[1:]),
        expression=choose({"neutral": 0.7, "talk": 0.2, "squint": 0.1}, random), light="indoor",
        key_azimuth=float(random.normal(0, 30)), key_elevation=float(random.uniform(55, 80)), fill=0.15,
        ambient=float(random.uniform(0.35, 0.6)), rim=0.0, exposure=float(random.normal(-0.2, 0.3)),
        lens=float(random.uniform(28, 36)), fill_height=float(random.uniform(0.50, 0.58)), barrel=float(random.uniform(0.03, 0.07)),
        offset=(float(random.normal(0, 0.15)), float(random.normal(0, 0.1))), cloth=_cloth(stream(identity_seed, "shop cloth")),
        blur=of["blur"], noise=of["noise"], quality=of["quality"], pixels=of["pixels"],
        motion=(float(of["motion"][0] + (of["motion"][1] - of["motion"][0]) * smear[0]), float(smear[1])),
    )


def enrolment(identity_seed: int, index: int) -> Shot:
    """Sample a picture as for a card: frontal, neutral, evenly lit, before a plain wall."""
    still = sample(identity_seed, index)
    random = stream(still.seed, "enrolment")
    return dataclasses.replace(
        still, expression="neutral", intensity=0.0, yaw=float(random.normal(0, 2)), pitch=float(random.normal(0, 2)),
        roll=float(random.normal(0, 1.2)), gaze=(1.0, 0.0, 0.0), light="studio", key_azimuth=float(random.normal(0, 8)),
        key_elevation=float(random.uniform(18, 28)), fill=0.6, ambient=0.6, rim=0.0, warmth=float(random.normal(0, 0.05)),
        exposure=float(random.normal(0, 0.08)), lens=85.0, fill_height=float(random.uniform(0.60, 0.66)), offset=(0.0, 0.0),
        blur=0.2, noise=1.0, quality=90, backdrop="plain",
    )


def expression_weights(shot: Shot) -> dict[str, float]:
    """Return the morph target weights of the shot's expression; each side moves a little by itself."""
    random = stream(shot.seed, "sides")
    k = shot.intensity
    both = {
        "neutral": {}, "smile": {"mouthSmile": 0.62 * k, "cheekSquint": 0.36 * k},
        "laugh": {"mouthSmile": 0.65 * k, "cheekSquint": 0.4 * k, "mouthUpperUp": 0.4 * k, "mouthLowerDown": 0.3 * k,
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
    both = {"eyeBlink": shot.blink, "eyeWide": 0.30} | both
    for name, weight in both.items():
        for side in ("Left", "Right"):
            weights[f"faceunits/{name}{side}"] = float(weight * random.uniform(0.88, 1.08))
    return weights


def _cloth(random) -> tuple[float, float, float]:
    """A muted cloth colour, linear RGB."""
    lightness = random.choice([0.015, 0.03, 0.06, 0.12, 0.3])
    hue = random.dirichlet([24, 22, 24]) * 3
    return tuple(float(x) for x in np.clip(lightness * hue, 0.01, 0.8))
